"""What the tests of pictures have drawn, and how they look at it."""

from io import BytesIO

import pypdfium2
import zxingcpp
from PIL import Image

from bot.use_cases.ports.pictures import Bar, Funnel, Part, Poster, Progress

LINK = "https://t.me/dms_cabinet_bot?start=i_Zk3vQ0lIO9sXw2TbnR7aLg"
POINTS_PER_INCH = 72

FUNNEL = Funnel(
    "Воронка регистрации",
    "ООО «Ромашка», ноябрь",
    (Bar("Открыли бота", 1000, "100 %"), Bar("Согласие", 500, "50 %"), Bar("Готово", 0, "0 %")),
    "Нет данных",
)
PROGRESS = Progress(
    "ООО «Ромашка»",
    (Part("Не начали", 30), Part("В процессе", 0), Part("Ждут письма", 10), Part("Готово", 60)),
    "Нет данных",
)
POSTER = Poster(
    heading="Личный кабинет ДМС — за 3 минуты в чате",
    company="ООО «Ромашка»",
    link=LINK,
    link_in_words=LINK.removeprefix("https://"),
    steps=("Наведите камеру на код", "Нажмите «Начать»", "Подтвердите e-mail"),
    contact="Вопросы: Мария Образцова, отдел персонала",
    footer="Бот не просит данные карты",
    insurer="СК «Пример»",
)


def opened(png: bytes) -> Image.Image:
    with Image.open(BytesIO(png)) as picture:
        assert picture.format == "PNG"
        return picture.convert("RGB")


def printed(pdf: bytes, dpi: int = 150) -> Image.Image:
    """The only page of a PDF as a black-and-white printer sees it."""
    with pypdfium2.PdfDocument(pdf) as document:
        assert len(document) == 1
        page: Image.Image = document[0].render(scale=dpi / POINTS_PER_INCH).to_pil()
        return page.convert("L")


def read_code(picture: Image.Image) -> tuple[str, str]:
    """Give content and level of error correction of the one QR code."""
    (code,) = zxingcpp.read_barcodes(picture)
    return code.text, code.ec_level
