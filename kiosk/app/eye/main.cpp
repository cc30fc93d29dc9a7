// panier-eye: the camera and the decoder in a process that may die. The kiosk starts it (kiosk/devices/eye).
#include "app/eye/confinement.h"
#include "app/eye/eye_loop.h"
#include "vision/decode/zxing_adapter.h"

#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <map>
#include <string>
#include <unistd.h>

int main(int argc, char **argv) {
    panier::vision::camera::CameraConfig config;
    CLI::App app("Watches a camera for bar codes, or a tray from above; speaks the protocol of vision/agree/wire.h on "
                 "its standard output.");
    app.add_option("--source", config.source,
                   "a device (/dev/v4l/by-id/...), a stream (http://...), a file or a sequence of pictures")
        ->required();
    app.add_option("--focus", config.settings.focus, "of a device, in its own unit");
    app.add_option("--exposure-us", config.settings.exposureUs, "of a device, microseconds");
    app.add_option("--mains-hz", config.settings.mainsHz, "of the light: 50, 60, or 0 where it doesn't flicker");
    auto task = panier::app::EyeTask::Codes;
    const std::map<std::string, panier::app::EyeTask> tasks{{"codes", panier::app::EyeTask::Codes},
                                                            {"tray", panier::app::EyeTask::Tray}};
    app.add_option("--watch", task, "what for: codes that are shown, or the tray from above")
        ->transform(CLI::CheckedTransformer(tasks));
    int frameFile = -1;
    app.add_option("--frame-file", frameFile, "a descriptor of the parent's memory for the frame that is looked at");
    const auto versions =
        std::string("panier-eye " PANIER_VERSION ", ZXing-C++ ") + panier::vision::decode::libraryVersion();
    app.set_version_flag("--version", versions, "says what it reads with");
    CLI11_PARSE(app, argc, argv);

    std::signal(SIGPIPE, SIG_IGN);
    panier::app::SharedFrame shared(frameFile);
    panier::app::limitSelf();
    panier::vision::camera::prepareLibraries(config);
    // Libraries print where they like; only messages may reach the pipe.
    const int output = ::dup(STDOUT_FILENO);
    ::dup2(STDERR_FILENO, STDOUT_FILENO);

    std::cerr << versions << '\n';
    // Before the source is opened: its first bytes are hostile already.
    const auto locked = panier::app::confine(config.source);
    if (!locked.refused.empty())
        std::cerr << "not locked down: " << locked.refused << '\n';

    panier::app::EyeLoop loop(task, config, locked, shared, STDIN_FILENO, output);
    std::_Exit(loop.run()); // a call into a camera library may still be under way: there is nothing to save
}
