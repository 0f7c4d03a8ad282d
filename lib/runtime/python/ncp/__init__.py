"""What an agent package declares itself with. Muster provides this module; a package never brings its own."""

from ncp._agent import (
    Agent,
    AgentHooks,
    AgentInvocation,
    AgentTool,
    ParallelAgent,
    RoutingAgent,
    SequentialAgent,
)
from ncp._config import LLMConfig, MCPConfig, MemoryConfig, STMStrategy, TransportType
from ncp._tool import Tool, tool
from ncp._unavailable import Artifacts, Memory, Metrics, NotAvailable

__version__ = "1.0"

__all__ = [
    "Agent",
    "AgentHooks",
    "AgentInvocation",
    "AgentTool",
    "Artifacts",
    "LLMConfig",
    "MCPConfig",
    "Memory",
    "MemoryConfig",
    "Metrics",
    "NotAvailable",
    "ParallelAgent",
    "RoutingAgent",
    "STMStrategy",
    "SequentialAgent",
    "Tool",
    "TransportType",
    "tool",
]
