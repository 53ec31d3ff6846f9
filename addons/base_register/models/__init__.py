from . import register_draw, register_seal, register_seal_mixin
