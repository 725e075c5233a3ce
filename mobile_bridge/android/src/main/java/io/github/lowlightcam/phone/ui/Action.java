package io.github.lowlightcam.phone.ui;

/** What a card's button does. */
enum Action {
    NONE, RETRY, SCAN, ENTER_LINK, ALLOW_CAMERA, ALLOW_NETWORK, CAMERA_ACCESS
}
