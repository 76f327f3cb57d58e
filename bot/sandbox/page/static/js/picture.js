// A picture to send: drawn here, so that no file is needed.

const WIDTH = 640;
const HEIGHT = 420;

export async function samplePhoto() {
  const canvas = document.createElement("canvas");
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  paint(canvas.getContext("2d"));
  const content = canvas.toDataURL("image/png").split(",")[1];
  return { name: "photo.png", content };
}

function paint(brush) {
  const sky = brush.createLinearGradient(0, 0, 0, HEIGHT);
  sky.addColorStop(0, "#7fb2ef");
  sky.addColorStop(1, "#f3dcc6");
  brush.fillStyle = sky;
  brush.fillRect(0, 0, WIDTH, HEIGHT);
  brush.fillStyle = "#fff3c4";
  disc(brush, 470, 130, 48);
  hill(brush, "#7d9a86", [[0, 300], [170, 130], [330, 320], [460, 210], [640, 330]]);
  hill(brush, "#4f7563", [[0, 380], [220, 290], [420, 390], [640, 300]]);
}

function disc(brush, x, y, radius) {
  brush.beginPath();
  brush.arc(x, y, radius, 0, Math.PI * 2);
  brush.fill();
}

function hill(brush, color, points) {
  brush.fillStyle = color;
  brush.beginPath();
  for (const [x, y] of points) brush.lineTo(x, y);
  brush.lineTo(WIDTH, HEIGHT);
  brush.lineTo(0, HEIGHT);
  brush.fill();
}
