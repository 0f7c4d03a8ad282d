"""The agent that Muster loads: ncp.toml names the variable `agent` below."""

from ncp import Agent

from tools.arithmetic import add, divide, multiply, percentage, subtract

agent = Agent(
    name="calculator",
    description="Exact arithmetic: every result comes from a tool, none is guessed",
    instructions="Never calculate in your head. Call a tool for each step and answer with the result first.",
    tools=[add, subtract, multiply, divide, percentage],
)
