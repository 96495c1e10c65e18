"""The picture that is shown when the demonstration's pages are shared: hexagons in the site's colours."""

import io
import math

from django.core.files.images import ImageFile
from PIL import Image, ImageDraw

from pages.models import SiteImage

INK, DIM, SIGNAL = "#16183a", "#2b2e5c", "#ffbf1f"
WIDTH, HEIGHT, RADIUS = 1200, 630, 34
LIT = 17  # one cell in so many is lit


def image() -> SiteImage:
    picture = Image.new("RGB", (WIDTH, HEIGHT), INK)
    draw = ImageDraw.Draw(picture)
    step_x, step_y = RADIUS * math.sqrt(3), RADIUS * 1.5
    for row in range(int(HEIGHT / step_y) + 2):
        for column in range(int(WIDTH / step_x) + 2):
            centre = (column * step_x + (row % 2) * step_x / 2, row * step_y)
            lit = (row * 31 + column * 7) % LIT == 0
            draw.regular_polygon((centre, RADIUS - 3), 6, rotation=30, fill=SIGNAL if lit else DIM)
    file = io.BytesIO()
    picture.save(file, "PNG", optimize=True)
    file.seek(0)
    made: SiteImage = SiteImage.objects.create(
        title="Hexagons, some of them lit",
        description="A field of dark hexagons, some of them lit in amber",
        file=ImageFile(file, name="hexagons.png"),
    )
    return made
