"""Tells the provider what a playbook does: one JSON object a line on standard output."""

from __future__ import annotations

import json

from ansible.plugins.callback import CallbackBase

DOCUMENTATION = """
name: plateau_events
type: stdout
short_description: one JSON object a line
description:
  - Writes the name of each task, each failure, and at the end what the playbook published with set_stats.
  - Results of tasks with C(no_log) arrive here already censored.
"""


class CallbackModule(CallbackBase):
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "stdout"
    CALLBACK_NAME = "plateau_events"

    def v2_playbook_on_task_start(self, task, is_conditional):
        self._emit(event="task", name=task.get_name())

    def v2_playbook_on_handler_task_start(self, task):
        self._emit(event="task", name=task.get_name())

    def v2_runner_on_failed(self, result, ignore_errors=False):
        if not ignore_errors:
            self._emit_failure(result)

    def v2_runner_on_unreachable(self, result):
        self._emit_failure(result)

    def v2_playbook_on_stats(self, stats):
        hosts = {host: stats.summarize(host) for host in sorted(stats.processed)}
        self._emit(event="stats", hosts=hosts, custom=stats.custom.get("_run", {}))

    def _emit_failure(self, result):
        data = result._result
        # What a script says of its failure is on its standard output: the connection has a terminal.
        parts = [data.get("msg"), data.get("stdout"), data.get("stderr"), data.get("censored")]
        parts += [item.get("msg") for item in data.get("results", []) if item.get("failed")]
        message = "\n".join(str(part)[-2000:] for part in parts if part)
        self._emit(event="failed", host=result._host.get_name(), task=result.task_name, message=message)

    def _emit(self, **event):
        print(json.dumps(event, default=str), flush=True)
