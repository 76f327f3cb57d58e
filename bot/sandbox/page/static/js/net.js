// The wire to the page's server: everything comes by one WebSocket, actions go by POST.

const FIRST_PAUSE = 400;
const LONGEST_PAUSE = 4000;

export function connect({ onChange, onState }) {
  let pause = FIRST_PAUSE;
  const open = () => {
    const socket = new WebSocket(`ws://${location.host}/live`);
    socket.addEventListener("open", () => {
      pause = FIRST_PAUSE;
    });
    socket.addEventListener("message", (event) => {
      const change = JSON.parse(event.data);
      onChange(change);
      if (change.type === "snapshot") onState(true);
    });
    socket.addEventListener("close", () => {
      onState(false);
      setTimeout(open, pause);
      pause = Math.min(pause * 1.6, LONGEST_PAUSE);
    });
  };
  open();
}

// Why an action did not happen, as a person may read it.
export class Refused extends Error {}

const REASONS = {
  400: "Так отправить нельзя.",
  404: "Этого здесь больше нет.",
  409: "Этого сообщения или кнопки уже нет.",
  413: "Файл слишком большой.",
};

export async function act(name, body = {}) {
  let answer;
  try {
    answer = await fetch(`/do/${name}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
  } catch {
    throw new Refused("Нет связи с песочницей. Бот запущен?");
  }
  if (!answer.ok) throw new Refused(REASONS[answer.status] ?? "Не получилось.");
  return answer.json();
}
