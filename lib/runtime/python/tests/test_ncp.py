"""The rules of the ncp module."""

import asyncio
import unittest

import ncp


def agent(**changes):
    return ncp.Agent(**dict({"name": "a", "description": "d", "instructions": "i"}, **changes))


def plain(x: int) -> int:
    """Plain one."""
    return x


class AgentRules(unittest.TestCase):
    def test_arguments_are_taken_by_position_in_the_documented_order(self):
        server = ncp.MCPConfig("sse", "https://x.example/sse")
        model, memory, hooks = ncp.LLMConfig("m"), ncp.MemoryConfig(), ncp.AgentHooks()
        made = ncp.Agent("n", "d", "i", [plain], [server], ["c"], model, memory, hooks)
        self.assertEqual((made.name, made.description, made.instructions), ("n", "d", "i"))
        self.assertEqual(made.tools[0].name, "plain")
        self.assertEqual((made.mcp_servers, made.connectors), ([server], ["c"]))
        self.assertEqual((made.llm_config, made.memory_config, made.hooks), (model, memory, hooks))

    def test_unknown_keywords_are_recorded(self):
        self.assertEqual(agent(colour="red").extra, {"colour": "red"})

    def test_defaults(self):
        made = agent()
        self.assertEqual((made.tools, made.mcp_servers, made.connectors), ([], [], []))
        self.assertIsNone(made.llm_config or made.memory_config or made.hooks)

    def test_names_and_texts_have_limits(self):
        agent(name="n" * 100, description="d" * 500)
        agent(description="")
        for changes in ({"name": ""}, {"name": " "}, {"name": "n" * 101}, {"description": "d" * 501}, {"instructions": " \n"}):
            with self.assertRaisesRegex(ValueError, "^Agent: %s" % next(iter(changes))):
                agent(**changes)
        with self.assertRaisesRegex(TypeError, "Agent: name must be a string, not int"):
            agent(name=3)

    def test_tools_are_functions_and_tools(self):
        made = agent(tools=(plain, ncp.tool(plain), ncp.AgentTool(agent())))
        self.assertEqual([tool.name for tool in made.tools], ["plain", "plain", "a_tool"])
        for wrong in ("plain", 3, agent(), str):
            with self.assertRaises(TypeError):
                agent(tools=[wrong])

    def test_configurations_are_of_their_class(self):
        for field in ("llm_config", "memory_config"):
            with self.assertRaisesRegex(TypeError, field):
                agent(**{field: {}})
        with self.assertRaisesRegex(TypeError, "mcp_servers"):
            agent(mcp_servers=["http://x"])


class ToolRules(unittest.TestCase):
    def test_a_marked_function_stays_callable(self):
        @ncp.tool
        def add(a: int, b: int) -> int:
            """Add."""
            return a + b

        self.assertIsInstance(add, ncp.Tool)
        self.assertEqual((add(2, b=3), add.name, add.description), (5, "add", "Add."))
        self.assertEqual(add.func(1, 1), 2)
        self.assertEqual(add.__name__, "add")

    def test_name_and_description_can_be_given(self):
        named = ncp.tool(name="other", description="Says so.", colour="red")(plain)
        self.assertEqual((named.name, named.description, named.extra), ("other", "Says so.", {"colour": "red"}))
        self.assertEqual(ncp.tool("third")(plain).name, "third")

    def test_async_functions_are_tools(self):
        @ncp.tool
        async def wait():
            return 4

        self.assertTrue(wait.is_async)
        self.assertEqual(asyncio.run(wait()), 4)

    def test_bad_names_are_refused(self):
        for name in ("", "a-b", "a b", "n" * 65, "é", "a\n"):
            with self.assertRaisesRegex(ValueError, "must be 1 to 64 letters"):
                ncp.tool(name=name)(plain)
        with self.assertRaises(ValueError):
            ncp.tool(lambda: 1)

    def test_description_is_the_first_line_that_is_not_blank_and_is_cut(self):
        def documented():
            """

            First.

            Second.
            """

        self.assertEqual(ncp.tool(documented).description, "First.")
        self.assertEqual(ncp.tool(name="x", description="d" * 2000)(plain).description, "d" * 1024)

        def silent():
            pass

        self.assertEqual(ncp.tool(silent).description, "")

    def test_methods_are_bound(self):
        class Counter:
            @ncp.tool
            def up(self, by: int) -> int:
                """Up."""
                return by + 1

        bound = Counter().up
        self.assertEqual(bound(2), 3)
        self.assertEqual(list(bound.parameters["properties"]), ["by"])

    def test_agent_tools_take_one_query(self):
        inner = agent(name="web search 2!", description="Searches")
        made = ncp.AgentTool(inner)
        self.assertEqual((made.name, made.description), ("web_search_2__tool", "Searches"))
        self.assertEqual(made.parameters["required"], ["query"])
        self.assertEqual(made.parameters["properties"], {"query": {"type": "string"}})
        self.assertEqual(ncp.AgentTool(inner, "find", "Finds").name, "find")
        with self.assertRaises(ncp.NotAvailable):
            made("x")
        with self.assertRaises(TypeError):
            ncp.AgentTool("agent")


class ConfigRules(unittest.TestCase):
    def test_transports(self):
        self.assertEqual([kind.value for kind in ncp.TransportType], ["stdio", "sse", "streamable-http"])
        made = ncp.MCPConfig(ncp.TransportType.STDIO, command="npx", args=["x"], env={"A": "1"}, more=1)
        self.assertEqual((made.transport_type, made.command, made.args, made.extra), ("stdio", "npx", ["x"], {"more": 1}))
        self.assertEqual((made.headers, made.env), ({}, {"A": "1"}))

    def test_transports_need_their_address(self):
        for kind, needed in (("stdio", "command"), ("sse", "url"), ("streamable-http", "url")):
            with self.assertRaisesRegex(ValueError, "needs %s" % needed):
                ncp.MCPConfig(kind)
        with self.assertRaisesRegex(ValueError, "one of stdio, sse, streamable-http"):
            ncp.MCPConfig("http", url="x")

    def test_model_configuration_is_recorded(self):
        made = ncp.LLMConfig("m", 0.5, 100, 0.9, seed=1)
        self.assertEqual((made.model, made.temperature, made.max_tokens, made.top_p, made.extra), ("m", 0.5, 100, 0.9, {"seed": 1}))

    def test_memory_defaults_by_strategy(self):
        window = ncp.MemoryConfig()
        self.assertIs(window.stm_enabled, True)
        self.assertEqual(window.stm_strategy, "token_window")
        self.assertEqual(window.stm_config, {"max_context_tokens": 131072, "generation_buffer": 0.25, "tool_tokens": 0})
        last = ncp.MemoryConfig(stm_strategy=ncp.STMStrategy.LAST_N_MESSAGES, stm_config={"max_messages": 5})
        self.assertEqual(last.stm_config, {"max_messages": 5, "include_tools": True})
        self.assertEqual(ncp.MemoryConfig(True, "last_n_messages").stm_strategy, ncp.STMStrategy.LAST_N_MESSAGES)

    def test_wrong_memory_values_raise_value_error(self):
        wrong = [
            {"stm_enabled": "yes"},
            {"stm_strategy": "all"},
            {"stm_config": []},
            {"stm_config": {"max_messages": 5}},
            {"stm_config": {"max_context_tokens": 0}},
            {"stm_config": {"max_context_tokens": 1.5}},
            {"stm_config": {"max_context_tokens": True}},
            {"stm_config": {"generation_buffer": 0.09}},
            {"stm_config": {"generation_buffer": 0.51}},
            {"stm_config": {"generation_buffer": "0.2"}},
            {"stm_config": {"tool_tokens": -1}},
            {"stm_strategy": "last_n_messages", "stm_config": {"max_messages": 0}},
            {"stm_strategy": "last_n_messages", "stm_config": {"include_tools": 1}},
        ]
        for arguments in wrong:
            with self.subTest(arguments), self.assertRaises(ValueError):
                ncp.MemoryConfig(**arguments)
        for value in (0.1, 0.5):
            ncp.MemoryConfig(stm_config={"generation_buffer": value})


class OtherNames(unittest.TestCase):
    def test_compositions_record_what_they_are_given(self):
        one = agent()
        for kind in (ncp.SequentialAgent, ncp.ParallelAgent, ncp.RoutingAgent):
            made = kind([one], name="all", colour="red")
            self.assertEqual((made.args, made.name, made.colour), (([one],), "all", "red"))
        self.assertEqual(ncp.AgentInvocation(one, input="x").input, "x")
        self.assertEqual(ncp.AgentHooks(on_start=print).on_start, print)

    def test_hooks_can_be_subclassed(self):
        class Mine(ncp.AgentHooks):
            def on_start(self):
                return 1

        self.assertEqual(agent(hooks=Mine()).hooks.on_start(), 1)

    def test_unavailable_names_say_so_when_used(self):
        for name in ("Metrics", "Memory", "Artifacts"):
            kind = getattr(ncp, name)
            for use in (lambda: kind(), lambda: kind("x", y=1), lambda: kind.record("x")):
                with self.assertRaisesRegex(ncp.NotAvailable, "ncp.%s is not available" % name):
                    use()

    def test_everything_documented_is_exported(self):
        documented = (
            "Agent tool Tool AgentTool MCPConfig TransportType LLMConfig MemoryConfig STMStrategy SequentialAgent "
            "ParallelAgent RoutingAgent AgentInvocation AgentHooks Metrics Memory Artifacts NotAvailable"
        ).split()
        self.assertEqual(sorted(documented), sorted(ncp.__all__))
        self.assertEqual(ncp.__version__, "1.0")


if __name__ == "__main__":
    unittest.main()
