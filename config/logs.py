"""Logs as one JSON object a line: what a collector reads without being told how."""

import json
import logging
from datetime import UTC, datetime


class JsonFormatter(logging.Formatter):
    """Moment, level, logger, message; the traceback when there is one."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)
