from . import register_draw
