"""Agents and their compositions."""

import re

from ncp import _check
from ncp._config import LLMConfig, MCPConfig, MemoryConfig
from ncp._tool import Tool
from ncp._unavailable import NotAvailable


class Agent:
    """One agent: who it is, how it shall behave, and which tools it may use."""

    def __init__(
        self,
        name,
        description,
        instructions,
        tools=None,
        mcp_servers=None,
        connectors=None,
        llm_config=None,
        memory_config=None,
        hooks=None,
        **extra
    ):
        self.name = _check.text("Agent", "name", name, most=100)
        self.description = _check.text("Agent", "description", description, most=500, blank=True)
        self.instructions = _check.text("Agent", "instructions", instructions)
        self.tools = [_as_tool(entry) for entry in _check.items("Agent", "tools", tools)]
        self.mcp_servers = _check.items("Agent", "mcp_servers", mcp_servers)
        self.connectors = _check.items("Agent", "connectors", connectors)
        for server in self.mcp_servers:
            _expect("mcp_servers", server, MCPConfig)
        if llm_config is not None:
            _expect("llm_config", llm_config, LLMConfig)
        if memory_config is not None:
            _expect("memory_config", memory_config, MemoryConfig)
        self.llm_config = llm_config
        self.memory_config = memory_config
        self.hooks = hooks
        self.extra = extra

    def __repr__(self):
        return "<Agent %s>" % self.name


def _expect(field, value, kind):
    if not isinstance(value, kind):
        raise TypeError("Agent: %s takes %s, not %s" % (field, kind.__name__, type(value).__name__))


def _as_tool(entry):
    if isinstance(entry, (Tool, AgentTool)):
        return entry
    if isinstance(entry, Agent):
        raise TypeError("Agent: tools has the agent %r; wrap it as AgentTool(agent)" % entry.name)
    if isinstance(entry, type) or not callable(entry):
        raise TypeError("Agent: tools takes functions and tools, not %r" % (entry,))
    return Tool(entry)


class AgentTool:
    """An agent that another agent uses as a tool."""

    def __init__(self, agent, name=None, description=None, **extra):
        if not isinstance(agent, (Agent, Composition)):
            raise TypeError("AgentTool: agent must be an Agent, not %s" % type(agent).__name__)
        label = re.sub(r"[^A-Za-z0-9_]", "_", agent.name or "agent")[:59] + "_tool"
        self.agent = agent
        self._tool = Tool(
            self._run,
            label if name is None else name,
            (agent.description or "") if description is None else description,
        )
        self.name = self._tool.name
        self.description = self._tool.description
        self.func = self._tool.func
        self.extra = extra

    @property
    def parameters(self):
        """JSON Schema of the arguments."""
        return self._tool.parameters

    def _run(self, query: str):
        raise NotAvailable("agent %r cannot answer here: running an agent inside a tool needs a model" % self.agent.name)

    def __call__(self, query):
        return self._run(query)


class _Recorded:
    """Keeps what it was given; keywords are attributes as well."""

    def __init__(self, *args, **kwargs):
        self.args = args
        self.kwargs = kwargs
        for key, value in kwargs.items():
            if not hasattr(type(self), key):
                setattr(self, key, value)


class Composition(_Recorded):
    """Several agents that act as one."""

    name = None
    description = None
    instructions = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for key in ("name", "description", "instructions"):
            if kwargs.get(key) is not None:
                setattr(self, key, _check.text(type(self).__name__, key, kwargs[key], blank=True))


class SequentialAgent(Composition):
    """Agents that work one after the other."""


class ParallelAgent(Composition):
    """Agents that work at the same time."""


class RoutingAgent(Composition):
    """Agents of which one is chosen."""


class AgentInvocation(_Recorded):
    """How a composition calls one agent."""


class AgentHooks(_Recorded):
    """Functions that the author wants called; recorded."""
