"""What the report takes together, and what it refuses."""

import json
import unittest

import ncp
from _muster import calls, report


@ncp.tool
def one():
    """One."""


@ncp.tool(name="one")
def another():
    """Another."""


def agent(name="a", **more):
    return ncp.Agent(name, "d", "i", **more)


class Report(unittest.TestCase):
    def make(self, entry):
        return report.make(entry, "agent", "/nowhere")[0]

    def test_is_json(self):
        made = self.make(agent(colour={1, 2}, hooks=ncp.AgentHooks(), connectors=[object()], llm_config=ncp.LLMConfig("m")))
        json.dumps(made)
        self.assertEqual(made["extra"]["llm_config"], {"model": "m"})
        self.assertEqual(made["extra"]["hooks"], "AgentHooks")
        self.assertIsNone(made["memory"])

    def test_compositions_report_the_tools_of_their_agents_together(self):
        def two():
            """Two."""

        first, second = agent("a", tools=[one]), agent("b", tools=[one, two])
        made = self.make(ncp.SequentialAgent(agents=[first, ncp.AgentInvocation(ncp.ParallelAgent(second))], name="all"))
        self.assertEqual([tool["name"] for tool in made["tools"]], ["one", "two"])
        self.assertEqual(made["agent"], {"name": "all", "description": "", "instructions": ""})
        self.assertEqual(made["extra"], {"composition": "SequentialAgent", "agents": ["a", "b"]})

    def test_agents_behind_agent_tools_are_not_opened(self):
        made = self.make(agent(tools=[ncp.AgentTool(agent("inner", tools=[one]))]))
        self.assertEqual([tool["name"] for tool in made["tools"]], ["inner_tool"])

    def test_refusals(self):
        def numbered(number):
            def run():
                pass

            return ncp.tool(name="t%d" % number)(run)

        tools = [numbered(number) for number in range(129)]
        self.assertEqual(len(self.make(agent(tools=tools[:128]))["tools"]), 128)
        self.make(ncp.Agent("a", "d", "i" * 200000))
        refused = [
            (TypeError, "must be an Agent", "not an agent"),
            (TypeError, "must be an Agent", ncp.Agent),
            (ValueError, "has no agents", ncp.SequentialAgent()),
            (ValueError, "two tools are named 'one'", agent(tools=[one, another])),
            (ValueError, "has 129 tools, at most 128", agent(tools=tools)),
            (ValueError, "longer than 200000", ncp.Agent("a", "d", "i" * 200001)),
        ]
        for kind, words, entry in refused:
            with self.subTest(words), self.assertRaisesRegex(kind, words):
                self.make(entry)

    def test_credentials_of_servers_are_masked(self):
        server = ncp.MCPConfig("sse", "https://x.example", headers={"Authorization": "Bearer s3cret"})
        made = self.make(agent(mcp_servers=[server]))
        expected = [{"transport_type": "sse", "url": "https://x.example", "headers": {"Authorization": "***"}}]
        self.assertEqual(made["mcp_servers"], expected)


class Outcome(unittest.TestCase):
    def test_what_json_cannot_hold_is_its_str(self):
        self.assertEqual(calls.outcome({"a": [1, None]}), {"result": {"a": [1, None]}, "truncated": False})
        self.assertEqual(calls.outcome({1, }), {"result": "{1}", "truncated": False})
        self.assertEqual(calls.outcome(float("nan"))["result"], "nan")
        self.assertEqual(calls.outcome("\ud800")["result"], "?")

    def test_large_results_are_cut(self):
        cut = calls.outcome("é" * (1 << 20))
        self.assertTrue(cut["truncated"])
        self.assertEqual(len(cut["result"].encode("utf-8")), 1 << 20)
        self.assertTrue(calls.outcome(list(range(500000)))["result"].startswith("[0, 1, 2"))


if __name__ == "__main__":
    unittest.main()
