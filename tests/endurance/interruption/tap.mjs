// Loaded into the command by NODE_OPTIONS: tells the test every event of the engine, before the command sees it.
import net from "node:net";
import process from "node:process";
import { Stack } from "@pulumi/pulumi/automation/stack.js";

const socket = net.connect(process.env.PLATEAU_TAP).on("error", () => undefined).unref();
// For the command alone: plugins are Node.js programs, too.
delete process.env.NODE_OPTIONS;
delete process.env.PLATEAU_TAP;

const up = Stack.prototype.up;
Stack.prototype.up = function (options) {
    const onEvent = (event) => {
        socket.write(`${JSON.stringify(event)}\n`);
        options.onEvent?.(event);
    };
    return up.call(this, { ...options, onEvent });
};
