package io.github.lowlightcam.phone.core;

/** What may happen, in any order. */
enum Event {
    START { void to(World world) { world.start(); } },
    STOP { void to(World world) { world.stop(); } },
    PAIR { void to(World world) { world.pair(); } },
    FORGET { void to(World world) { world.machine.forget(); } },
    SHOW { void to(World world) { world.machine.show(true); } },
    HIDE { void to(World world) { world.machine.show(false); } },
    SCAN { void to(World world) { world.scan(true); } },
    SCANNED { void to(World world) { world.scan(false); } },
    TEST { void to(World world) { world.test(true); } },
    TESTED { void to(World world) { world.test(false); } },
    TORCH { void to(World world) { world.machine.torch(true); } },
    OTHER_LENS { void to(World world) { world.change("lens"); } },
    OTHER_SIZE { void to(World world) { world.change("size"); } },
    TURN { void to(World world) { world.machine.onTurned(world.machine.now.orientation.degrees() == 0 ? 90 : 0); } },
    WANTED { void to(World world) { world.wire.want(true); } },
    UNWANTED { void to(World world) { world.wire.want(false); } },
    COMPUTER_AWAY { void to(World world) { world.wire.lose(); } },
    COMPUTER_BACK { void to(World world) { world.wire.isThere = true; } },
    BUSY { void to(World world) { world.wire.refuse("busy"); } },
    FORGOTTEN { void to(World world) { world.wire.refuse("forgotten"); } },
    STRANGER { void to(World world) { world.wire.refuse("certificate"); } },
    FOUND { void to(World world) { world.machine.onFound("10.0.0.9", 8443); } },
    KEY { void to(World world) { world.wire.say("key"); } },
    CAMERA_TAKEN { void to(World world) { world.camera.isTaken = true; } },
    CAMERA_FREE {
        void to(World world) {
            world.camera.isTaken = false;
            world.machine.onCameraFree();
        }
    },
    CAMERA_MUTE { void to(World world) { world.camera.isMute = true; } },
    CAMERA_SPEAKS { void to(World world) { world.camera.isMute = false; } },
    CAMERA_STILL { void to(World world) { world.camera.isStill = true; } },
    LATE_ANSWER {
        void to(World world) {
            world.machine.onCameraOpened(0, OpenCamera.NONE);
            world.machine.onCameraFailed(0, CameraProblem.LOST, "late");
            world.machine.onCameraClosed(0);
            world.machine.onEncoderFailed(0, "late");
        }
    },
    ENCODER_FAILS { void to(World world) { world.encoder.fail(); } },
    ENCODER_SILENT { void to(World world) { world.encoder.isSilent = true; } },
    GPU_TAKEN { void to(World world) { world.machine.onPictureLost(); } },
    CAMERA_FORBIDDEN { void to(World world) { world.permit(false); } },
    CAMERA_ALLOWED { void to(World world) { world.permit(true); } },
    HOT { void to(World world) { world.phone.heat = HeatLevel.CRITICAL; } },
    WARM { void to(World world) { world.phone.heat = HeatLevel.MODERATE; } },
    COOL { void to(World world) { world.phone.heat = HeatLevel.NONE; } },
    ANSWERS { void to(World world) { world.answer(); } },
    SECOND { void to(World world) { world.pass(1); } },
    WHILE { void to(World world) { world.pass(12); } },
    AGES { void to(World world) { world.pass(200); } },
    ;

    abstract void to(World world);
}
