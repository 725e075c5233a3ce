package io.github.lowlightcam.phone.app;

import android.app.Notification;
import android.app.Service;
import android.content.pm.ServiceInfo;

/** A service in front that says that it uses the camera, as Android 11 and later want it. */
final class Front30 {
    private Front30() {}

    static void begin(Service service, int id, Notification notification) {
        service.startForeground(id, notification, ServiceInfo.FOREGROUND_SERVICE_TYPE_CAMERA);
    }
}
