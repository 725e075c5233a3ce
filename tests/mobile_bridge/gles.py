"""OpenGL ES 3 without a window or a GPU: EGL's surfaceless platform on Mesa's llvmpipe, by PyOpenGL.

What a phone's driver is asked by WebGL2 or by the native app, Mesa is asked here: the same shaders.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

os.environ.update(PYOPENGL_PLATFORM="egl", EGL_PLATFORM="surfaceless")

try:
    from OpenGL import EGL
    from OpenGL import GLES3 as GL
except (ImportError, AttributeError, OSError):  # no libEGL or libGLESv2 on this machine
    EGL = GL = None

needs_gles = pytest.mark.skipif(GL is None, reason="needs Mesa's libegl1, libgles2 and libgl1-mesa-dri")

VERTEX = """#version 300 es
void main() { gl_Position = vec4(4 * (gl_VertexID & 1) - 1, 2 * (gl_VertexID & 2) - 1, 0, 1); }
"""

FORMATS: dict[str, tuple[str, str, str, type[np.generic]]] = {
    "rgba8": ("GL_RGBA8", "GL_RGBA", "GL_UNSIGNED_BYTE", np.uint8),
    "rgba16f": ("GL_RGBA16F", "GL_RGBA", "GL_FLOAT", np.float32),
    "rgba32f": ("GL_RGBA32F", "GL_RGBA", "GL_FLOAT", np.float32),
    "rgba16ui": ("GL_RGBA16UI", "GL_RGBA_INTEGER", "GL_UNSIGNED_INT", np.uint32),
    "rg16i": ("GL_RG16I", "GL_RGBA_INTEGER", "GL_INT", np.int32),
}
"""By name: internal format, and in what it is read: format, type and numpy's."""


class Gles:
    """A context, and the few calls that passes need. Textures are numbers; row 0 is the first in memory."""

    def __init__(self) -> None:
        self._display = EGL.eglGetDisplay(EGL.EGL_DEFAULT_DISPLAY)
        EGL.eglInitialize(self._display, None, None)
        EGL.eglBindAPI(EGL.EGL_OPENGL_ES_API)
        wanted = (EGL.EGLint * 3)(EGL.EGL_RENDERABLE_TYPE, EGL.EGL_OPENGL_ES3_BIT, EGL.EGL_NONE)
        configs, count = (EGL.EGLConfig * 1)(), EGL.EGLint()
        EGL.eglChooseConfig(self._display, wanted, configs, 1, ctypes.byref(count))
        version = (EGL.EGLint * 3)(EGL.EGL_CONTEXT_CLIENT_VERSION, 3, EGL.EGL_NONE)
        self._context = EGL.eglCreateContext(self._display, configs[0], EGL.EGL_NO_CONTEXT, version)
        EGL.eglMakeCurrent(self._display, EGL.EGL_NO_SURFACE, EGL.EGL_NO_SURFACE, self._context)
        self.renderer = str(ctypes.cast(GL.glGetString(GL.GL_RENDERER), ctypes.c_char_p).value)
        self._framebuffer = GL.glGenFramebuffers(1)
        GL.glBindVertexArray(GL.glGenVertexArrays(1))
        GL.glPixelStorei(GL.GL_UNPACK_ALIGNMENT, 1)
        GL.glPixelStorei(GL.GL_PACK_ALIGNMENT, 1)
        self._sizes: dict[int, tuple[int, int, str]] = {}

    def close(self) -> None:
        EGL.eglMakeCurrent(self._display, EGL.EGL_NO_SURFACE, EGL.EGL_NO_SURFACE, EGL.EGL_NO_CONTEXT)
        EGL.eglDestroyContext(self._display, self._context)

    def texture(
        self,
        width: int,
        height: int,
        kind: str = "rgba8",
        data: NDArray[Any] | None = None,
        *,
        linear: bool = False,
    ) -> int:
        """Make a texture; `data` is (height, width, 4), uint8 or float32 by its kind; none for integers."""
        internal = getattr(GL, FORMATS[kind][0])
        texture = int(GL.glGenTextures(1))
        GL.glBindTexture(GL.GL_TEXTURE_2D, texture)
        GL.glTexStorage2D(GL.GL_TEXTURE_2D, 1, internal, width, height)
        how = GL.GL_LINEAR if linear else GL.GL_NEAREST
        for name in (GL.GL_TEXTURE_MIN_FILTER, GL.GL_TEXTURE_MAG_FILTER):
            GL.glTexParameteri(GL.GL_TEXTURE_2D, name, how)
        for name in (GL.GL_TEXTURE_WRAP_S, GL.GL_TEXTURE_WRAP_T):
            GL.glTexParameteri(GL.GL_TEXTURE_2D, name, GL.GL_CLAMP_TO_EDGE)
        self._sizes[texture] = width, height, kind
        if data is not None:
            self.write(texture, data)
        return texture

    def write(self, texture: int, data: NDArray[Any]) -> None:
        """Put pixels into a texture."""
        width, height, kind = self._sizes[texture]
        _, form, of, _ = FORMATS[kind]
        content = np.ascontiguousarray(data)
        GL.glBindTexture(GL.GL_TEXTURE_2D, texture)
        GL.glTexSubImage2D(
            GL.GL_TEXTURE_2D, 0, 0, 0, width, height, getattr(GL, form), getattr(GL, of), content
        )

    def program(self, fragment: str, vertex: str = VERTEX) -> int:
        """Compile and link; AssertionError with the driver's words if that fails."""
        program = GL.glCreateProgram()
        for kind, text in ((GL.GL_VERTEX_SHADER, vertex), (GL.GL_FRAGMENT_SHADER, fragment)):
            shader = GL.glCreateShader(kind)
            GL.glShaderSource(shader, text)
            GL.glCompileShader(shader)
            assert GL.glGetShaderiv(shader, GL.GL_COMPILE_STATUS), GL.glGetShaderInfoLog(shader)
            GL.glAttachShader(program, shader)
        GL.glLinkProgram(program)
        assert GL.glGetProgramiv(program, GL.GL_LINK_STATUS), GL.glGetProgramInfoLog(program)
        return int(program)

    def draw(
        self,
        program: int,
        targets: int | list[int],
        textures: Mapping[str, int],
        uniforms: Mapping[str, float | tuple[float, ...]] | None = None,
    ) -> None:
        """Run a fragment shader once for each pixel of the target textures."""
        GL.glUseProgram(program)
        for unit, (name, texture) in enumerate(textures.items()):
            GL.glActiveTexture(GL.GL_TEXTURE0 + unit)
            GL.glBindTexture(GL.GL_TEXTURE_2D, texture)
            GL.glUniform1i(GL.glGetUniformLocation(program, name), unit)
        for name, value in (uniforms or {}).items():
            self._set(GL.glGetUniformLocation(program, name), value)
        many = targets if isinstance(targets, list) else [targets]
        GL.glBindFramebuffer(GL.GL_FRAMEBUFFER, self._framebuffer)
        points = [GL.GL_COLOR_ATTACHMENT0 + at for at in range(len(many))]
        for point, target in zip(points, many, strict=True):
            GL.glFramebufferTexture2D(GL.GL_FRAMEBUFFER, point, GL.GL_TEXTURE_2D, target, 0)
        GL.glDrawBuffers(len(many), (GL.GLenum * len(many))(*points))
        assert GL.glCheckFramebufferStatus(GL.GL_FRAMEBUFFER) == GL.GL_FRAMEBUFFER_COMPLETE
        width, height, _ = self._sizes[many[0]]
        GL.glViewport(0, 0, width, height)
        GL.glDrawArrays(GL.GL_TRIANGLES, 0, 3)
        for point in points[1:]:
            GL.glFramebufferTexture2D(GL.GL_FRAMEBUFFER, point, GL.GL_TEXTURE_2D, 0, 0)

    def read(self, texture: int) -> NDArray[Any]:
        """The texture's pixels, (height, width, 4), in numpy's type of its kind."""
        width, height, kind = self._sizes[texture]
        _, form, of, dtype = FORMATS[kind]
        out = np.empty((height, width, 4), dtype)
        GL.glBindFramebuffer(GL.GL_FRAMEBUFFER, self._framebuffer)
        GL.glFramebufferTexture2D(GL.GL_FRAMEBUFFER, GL.GL_COLOR_ATTACHMENT0, GL.GL_TEXTURE_2D, texture, 0)
        GL.glReadPixels(0, 0, width, height, getattr(GL, form), getattr(GL, of), out)
        return out

    @staticmethod
    def _set(place: int, value: float | tuple[float, ...]) -> None:
        values = value if isinstance(value, tuple) else (value,)
        kind = "i" if all(isinstance(each, int) for each in values) else "f"
        getattr(GL, f"glUniform{len(values)}{kind}")(place, *values)


@pytest.fixture(scope="module")
def gles() -> Iterator[Gles]:
    """A context for the tests of a module."""
    context = Gles()
    yield context
    context.close()
