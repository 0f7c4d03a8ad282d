"""The agents and tools that lie in an entry point."""

from ncp import Agent, AgentInvocation, AgentTool
from ncp._agent import Composition


def agents_of(entry):
    """Every agent in it, in the order given, each once. AgentTools are tools: the agents behind them are not opened."""
    found = []
    seen = set()
    waiting = [entry]
    while waiting:
        one = waiting.pop(0)
        if id(one) in seen:
            continue
        if isinstance(one, (Agent, Composition, AgentInvocation, list, tuple, dict)):
            seen.add(id(one))
        if isinstance(one, Agent):
            found.append(one)
        elif isinstance(one, (Composition, AgentInvocation)):
            waiting[:0] = list(one.args) + list(one.kwargs.values())
        elif isinstance(one, dict):
            waiting[:0] = list(one.values())
        elif isinstance(one, (list, tuple)):
            waiting[:0] = list(one)
    return found


def tools_of(agents):
    """{name: tool} of all agents; one tool used by several agents counts once, two tools of one name are a ValueError."""
    found = {}
    for agent in agents:
        for tool in agent.tools:
            known = found.get(tool.name)
            if known is not None and not _same(known, tool):
                raise ValueError("two tools are named %r; give one of them another name" % tool.name)
            found.setdefault(tool.name, tool)
    return found


def _same(left, right):
    if isinstance(left, AgentTool) and isinstance(right, AgentTool):
        return left.agent is right.agent
    return left is right or left.func == right.func
