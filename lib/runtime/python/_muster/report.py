"""The report: what an agent is and what it can do, as one JSON document."""

import inspect
import linecache
import platform
import re

import ncp
from _muster import composition, failure
from ncp import Agent, AgentTool
from ncp._agent import Composition
from ncp._schema import json_value

_TOOLS = 128
_INSTRUCTIONS = 200000
_EXTRA_CHARACTERS = 2000
_DEF = re.compile(r"\s*(async\s+)?def\b")


def make(entry, variable, project):
    """(the report, {name: tool}); raises TypeError or ValueError with a sentence when the entry point cannot be an agent."""
    if not isinstance(entry, (Agent, Composition)):
        raise TypeError("%r is a %s, it must be an Agent or a composition of agents" % (variable, type(entry).__name__))
    agents = composition.agents_of(entry)
    if not agents:
        raise ValueError("%s %r has no agents" % (type(entry).__name__, variable))
    tools = composition.tools_of(agents)
    instructions = entry.instructions or ""
    if len(tools) > _TOOLS:
        raise ValueError("the agent has %d tools, at most %d are allowed" % (len(tools), _TOOLS))
    if max(len(text) for text in [instructions] + [agent.instructions for agent in agents]) > _INSTRUCTIONS:
        raise ValueError("instructions are longer than %d characters" % _INSTRUCTIONS)
    memory = next((agent.memory_config for agent in agents if agent.memory_config is not None), None)
    made = {
        "agent": {"name": entry.name or variable, "description": entry.description or "", "instructions": instructions},
        "tools": [_tool(tool, project) for tool in tools.values()],
        "mcp_servers": [_server(server) for agent in agents for server in agent.mcp_servers],
        "memory": None if memory is None else _memory(memory),
        "python": platform.python_version(),
        "ncp": ncp.__version__,
        "extra": _extra(entry, agents),
    }
    return made, tools


def _tool(tool, project):
    file, line = _place(tool, project)
    return {
        "name": tool.name,
        "description": tool.description,
        "async": bool(getattr(tool, "is_async", False)),
        "file": file,
        "line": line,
        "parameters": tool.parameters,
    }


def _place(tool, project):
    code = None if isinstance(tool, AgentTool) else getattr(inspect.unwrap(tool.func), "__code__", None)
    file = None if code is None else failure.inside(project, code.co_filename)
    if file is None:
        return None, None
    first = code.co_firstlineno
    # Python counts a function's decorators in; people look for its `def`.
    for line in range(first, first + 50):
        if _DEF.match(linecache.getline(code.co_filename, line)):
            return file, line
    return file, first


def _masked(mapping):
    return {str(key): "***" for key in mapping}


def _server(server):
    # Values of headers and variables are credentials more often than not, and the report is shown to people.
    made = {
        "transport_type": server.transport_type,
        "url": server.url,
        "headers": _masked(server.headers),
        "command": server.command,
        "args": [str(one) for one in server.args],
        "env": _masked(server.env),
        "extra": _recorded(server.extra),
    }
    return {key: value for key, value in made.items() if value not in (None, {}, [])}


def _memory(memory):
    made = {
        "stm_enabled": memory.stm_enabled,
        "stm_strategy": memory.stm_strategy.value,
        "stm_config": memory.stm_config,
    }
    return dict(made, extra=_recorded(memory.extra)) if memory.extra else made


def _recorded(value):
    holds, made = json_value(value)
    if holds:
        return made if len(str(made)) <= _EXTRA_CHARACTERS else str(made)[:_EXTRA_CHARACTERS]
    if isinstance(value, dict):
        return {str(key): _recorded(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_recorded(one) for one in value]
    return getattr(value, "name", None) or str(value)[:_EXTRA_CHARACTERS]


def _model(config):
    made = {key: getattr(config, key) for key in ("model", "temperature", "max_tokens", "top_p")}
    return _recorded({key: value for key, value in dict(made, **config.extra).items() if value is not None})


def _extra(entry, agents):
    made = {}
    if isinstance(entry, Composition):
        made["composition"] = type(entry).__name__
        made["agents"] = [agent.name for agent in agents]
    elif isinstance(entry, Agent):
        made.update(_recorded(entry.extra))
        if entry.connectors:
            made["connectors"] = _recorded(entry.connectors)
        if entry.llm_config is not None:
            made["llm_config"] = _model(entry.llm_config)
        if entry.hooks is not None:
            made["hooks"] = type(entry.hooks).__name__
    return made
