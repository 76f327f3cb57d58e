"""The drawing process: a request on stdin, a picture on stdout, then the end."""

import sys

from bot.gateways.pictures.drawing import draw
from bot.gateways.pictures.request import from_json

if __name__ == "__main__":
    sys.stdout.buffer.write(draw(from_json(sys.stdin.buffer.read())))
