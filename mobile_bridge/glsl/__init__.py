"""The released network as OpenGL ES 3.00 fragment shaders: for the phone's page, and for a native app.

At build time, ``python -m mobile_bridge.glsl`` reads ``models/lowlight.tflite`` and writes ``web/model``:

    program.json    the passes in their order, with their shaders
    program.bin     the weights
    lowlight.tflite the file itself, for LiteRT.js; the program says where its sizes are
    golden.json     small pictures, and the map that the desktop's interpreter makes of each:
    golden.bin      nothing may brighten pictures on a phone that does not make the same maps
"""
