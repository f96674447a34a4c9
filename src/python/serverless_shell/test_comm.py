"""Comms between Python and the page."""


def open_target(frontend):
    frontend.run(
        "from comm import get_comm_manager\nheard = []\n"
        "def target(comm, message):\n    comm.on_msg(lambda m: heard.append(m['content']['data']))\n"
        "    comm.send({'hello': 1}, buffers=[b'bytes'])\n"
        "get_comm_manager().register_target('test', target)"
    )
    return frontend.request("comm_open", {"comm_id": "c1", "target_name": "test", "data": {}})


def test_answers_a_comm_that_the_page_opens(frontend):
    message = next(item for item in open_target(frontend) if item["type"] == "comm_msg")
    assert message["content"]["data"] == {"hello": 1}
    assert message["buffers"] == [b"bytes"]


def test_brings_messages_of_the_page_to_their_comm(frontend):
    open_target(frontend)
    frontend.request("comm_msg", {"comm_id": "c1", "data": {"x": 5}})
    assert frontend.result("heard") == "[{'x': 5}]"
    info = frontend.reply("comm_info_request", {"target_name": "test"})
    assert info["comms"] == {"c1": {"target_name": "test"}}
    frontend.request("comm_close", {"comm_id": "c1", "data": {}})
    assert frontend.reply("comm_info_request", {})["comms"] == {}


def test_closes_a_comm_that_nobody_answers(frontend):
    messages = frontend.request("comm_open", {"comm_id": "c2", "target_name": "nobody", "data": {}})
    assert "comm_close" in [item["type"] for item in messages]


def test_opens_a_comm_from_python(frontend):
    messages = frontend.run("from comm import create_comm\nc = create_comm('t', {'a': 1})")
    assert messages[0]["type"] == "comm_open"
    assert messages[0]["content"]["data"] == {"a": 1}
