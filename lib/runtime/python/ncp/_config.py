"""Configuration objects: checked when made, recorded for the report."""

import enum

from ncp import _check


class TransportType(str, enum.Enum):
    """How an MCP server is reached; equal to its string."""

    STDIO = "stdio"
    SSE = "sse"
    STREAMABLE_HTTP = "streamable-http"

    def __str__(self):
        return self.value


class MCPConfig:
    """An MCP server; it is not connected while the agent is loaded."""

    def __init__(self, transport_type, url=None, headers=None, command=None, args=None, env=None, **extra):
        known = [kind.value for kind in TransportType]
        if transport_type not in known:
            raise ValueError("MCPConfig: transport_type must be one of %s, not %r" % (", ".join(known), transport_type))
        self.transport_type = TransportType(transport_type).value
        needed = "command" if self.transport_type == "stdio" else "url"
        if not (command if needed == "command" else url):
            raise ValueError("MCPConfig: transport_type %r needs %s" % (self.transport_type, needed))
        self.url = None if url is None else _check.text("MCPConfig", "url", url)
        self.headers = _check.mapping("MCPConfig", "headers", headers)
        self.command = None if command is None else _check.text("MCPConfig", "command", command)
        self.args = _check.items("MCPConfig", "args", args)
        self.env = _check.mapping("MCPConfig", "env", env)
        self.extra = extra


class LLMConfig:
    """Which model the author had in mind; recorded."""

    def __init__(self, model=None, temperature=None, max_tokens=None, top_p=None, **extra):
        self.model = model
        self.temperature = temperature
        self.max_tokens = max_tokens
        self.top_p = top_p
        self.extra = extra


class STMStrategy(str, enum.Enum):
    """What short-term memory keeps."""

    TOKEN_WINDOW = "token_window"
    LAST_N_MESSAGES = "last_n_messages"

    def __str__(self):
        return self.value


_STM_DEFAULTS = {
    "token_window": {"max_context_tokens": 131072, "generation_buffer": 0.25, "tool_tokens": 0},
    "last_n_messages": {"max_messages": 20, "include_tools": True},
}

_STM_RULES = {
    "max_context_tokens": lambda value: _check.whole("stm_config", "max_context_tokens", value, 1),
    "generation_buffer": lambda value: _check.between("stm_config", "generation_buffer", value, 0.1, 0.5),
    "tool_tokens": lambda value: _check.whole("stm_config", "tool_tokens", value, 0),
    "max_messages": lambda value: _check.whole("stm_config", "max_messages", value, 1),
    "include_tools": lambda value: _check.boolean("stm_config", "include_tools", value),
}


class MemoryConfig:
    """Short-term memory; keys of `stm_config` that are left out take the strategy's defaults."""

    def __init__(self, stm_enabled=True, stm_strategy=STMStrategy.TOKEN_WINDOW, stm_config=None, **extra):
        self.stm_enabled = _check.boolean("MemoryConfig", "stm_enabled", stm_enabled)
        known = [strategy.value for strategy in STMStrategy]
        if stm_strategy not in known:
            raise ValueError("MemoryConfig: stm_strategy must be one of %s, not %r" % (", ".join(known), stm_strategy))
        self.stm_strategy = STMStrategy(stm_strategy)
        if stm_config is not None and not isinstance(stm_config, dict):
            raise ValueError("MemoryConfig: stm_config must be a dict, not %s" % type(stm_config).__name__)
        defaults = _STM_DEFAULTS[self.stm_strategy.value]
        unknown = sorted(str(key) for key in stm_config or {} if key not in defaults)
        if unknown:
            raise ValueError(
                "MemoryConfig: stm_config of %s has no %s; it knows %s"
                % (self.stm_strategy.value, ", ".join(unknown), ", ".join(defaults))
            )
        merged = dict(defaults, **(stm_config or {}))
        self.stm_config = {key: _STM_RULES[key](value) for key, value in merged.items()}
        self.extra = extra
