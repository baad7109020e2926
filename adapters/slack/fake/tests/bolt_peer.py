"""A small app on the official SDK, for the fake Slack to be checked against.

Every address, token and secret comes from the environment. The app says `ready`, with the port it
listens on (0 for Socket Mode). It then waits for one line of input, the timestamp of a message of
someone else, calls every method once, says a line of JSON for each thing it heard, and stops when
its input is closed.
"""

import json
import os
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.request import Request, urlopen

from slack_bolt import App, BoltRequest
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

client = WebClient(token=os.environ["PEER_BOT_TOKEN"], base_url=os.environ["PEER_API_URL"])
app = App(client=client, signing_secret=os.environ["PEER_SIGNING_SECRET"])
lock = threading.Lock()


def tell(what, **more):
    with lock:
        print(json.dumps({"what": what, **more}), flush=True)


@app.event("app_mention")
def mentioned(event, say):
    button = {"type": "button", "action_id": "why", "text": {"type": "plain_text", "text": "Why?"}}
    blocks = [
        {"type": "section", "text": {"type": "mrkdwn", "text": "It is in *article 3*."}},
        {"type": "actions", "elements": [button]},
    ]
    say(text="It is in article 3.", blocks=blocks, thread_ts=event["ts"])
    tell("mention", text=event["text"])


@app.event({"type": "message", "subtype": "message_changed"})
def changed(event):
    tell("changed", to=event["message"]["text"], was=event["previous_message"]["text"])


@app.event({"type": "message", "subtype": "message_deleted"})
def deleted(event):
    tell("deleted", was=event["previous_message"]["text"])


def fetch(url, token):
    asked = Request(url, headers={"Authorization": f"Bearer {token}"})
    with urlopen(asked, timeout=10) as answer:
        kind = answer.headers["content-type"].split(";")[0]
        return {"status": answer.status, "kind": kind, "body": answer.read().decode()}


@app.event({"type": "message", "subtype": "file_share"})
def shared(event):
    info = client.files_info(file=event["files"][0]["id"])["file"]
    url = info["url_private_download"]
    tell(
        "file",
        name=info["name"],
        size=info["size"],
        mine=fetch(url, client.token),
        other=fetch(url, "xoxb-no"),
    )


@app.event("message")
def posted(event):
    if event["channel_type"] != "im" and "secret" in event.get("text", ""):
        words = "Is this confidential?"
        client.chat_postEphemeral(channel=event["channel"], user=event["user"], text=words)
    tell("message", text=event.get("text"), subtype=event.get("subtype"))


@app.event("app_home_opened")
def at_home(event):
    if event["tab"] != "home":
        return
    section = {"type": "section", "text": {"type": "plain_text", "text": "Welcome"}}
    menu = {
        "type": "static_select",
        "action_id": "language",
        "options": [
            {"text": {"type": "plain_text", "text": name}, "value": name} for name in ("en", "fr")
        ],
    }
    button = {"type": "button", "action_id": "tour", "text": {"type": "plain_text", "text": "Tour"}}
    row = {"type": "actions", "block_id": "row", "elements": [menu, button]}
    view = {"type": "home", "blocks": [section, row]}
    published = client.views_publish(user_id=event["user"], view=view)["view"]
    tell("home", id=published["id"], before=event.get("view", {}).get("id"))


@app.action("language")
def language(ack, action, body):
    ack()
    chosen = body["view"]["state"]["values"]["row"]["language"]["selected_option"]["value"]
    tell(
        "chosen",
        action=action["selected_option"]["value"],
        state=chosen,
        view=body["container"]["view_id"],
        channel=body.get("channel"),
    )


@app.action("tour")
def home_button(ack, body):
    ack()
    view = body["view"]
    update = {"type": "home", "blocks": view["blocks"][:1]}
    try:
        client.views_publish(user_id=body["user"]["id"], view=update, hash="0.1")
    except SlackApiError as error:
        tell("late", error=error.response["error"])
    client.views_publish(user_id=body["user"]["id"], view=update, hash=view["hash"])
    tell("toured")


@app.event("member_joined_channel")
def joined(event):
    tell("joined", user=event["user"])


@app.command("/charter")
def command(ack, respond, command):
    ack("Looking…")
    respond(text=f"You asked: {command['text']}", response_type="in_channel")
    tell("command", text=command["text"])


@app.action("why")
def why(ack, body, respond):
    ack()
    field = {"type": "plain_text_input", "action_id": "reason"}
    label = {"type": "plain_text", "text": "Reason"}
    view = {
        "type": "modal",
        "callback_id": "why",
        "title": {"type": "plain_text", "text": "Why"},
        "submit": {"type": "plain_text", "text": "Send"},
        "blocks": [{"type": "input", "block_id": "reason", "label": label, "element": field}],
    }
    client.views_open(trigger_id=body["trigger_id"], view=view)
    respond(text="Thank you.", replace_original=True)
    tell("pressed", user=body["user"]["id"])


@app.view("why")
def submitted(ack, body, view):
    reason = view["state"]["values"]["reason"]["reason"]["value"]
    if len(reason) < 3:
        ack(response_action="errors", errors={"reason": "Say a little more"})
        return
    ack()
    direct = client.conversations_open(users=[body["user"]["id"]])["channel"]["id"]
    client.chat_postMessage(channel=direct, text=f"Noted: {reason}")
    tell("submitted", reason=reason)


@app.shortcut("ask")
def shortcut(ack):
    ack()
    tell("shortcut")


@app.shortcut("check")
def message_shortcut(ack, shortcut):
    ack()
    tell("message shortcut", text=shortcut["message"]["text"])


def tour(theirs):
    """Calls what no event above leads to, as a client sends it: most of it as a form."""
    channel = os.environ["PEER_CHANNEL"]
    me = client.auth_test()
    ts = client.chat_postMessage(channel=channel, text="tour", blocks=[])["ts"]
    client.chat_update(channel=channel, ts=ts, text="end of the tour")
    link = client.chat_getPermalink(channel=channel, message_ts=ts)["permalink"]
    members = client.conversations_members(channel=channel)["members"]
    person = next(m for m in members if m != me["user_id"])
    shown = {
        "test": client.api_test(foo="bar")["args"]["foo"],
        "team": me["team"],
        "link": link,
        "rooms": [c["name"] for c in client.conversations_list()["channels"]],
        "mine": [c["name"] for c in client.users_conversations()["channels"]],
        "count": client.conversations_info(channel=channel, include_num_members=True)["channel"][
            "num_members"
        ],
        "person": client.users_info(user=person)["user"]["name"],
        "presence": client.users_getPresence(user=person)["presence"],
        "group": client.usergroups_users_list(usergroup=os.environ["PEER_GROUP"])["users"],
        "joined": client.conversations_join(channel=channel)["warning"],
    }
    history = client.conversations_history(channel=channel)
    shown["history"] = [message["text"] for message in history["messages"]]
    pages = client.users_list(limit=1)
    shown["people"] = sorted(m["name"] for page in pages for m in page["members"])
    client.chat_delete(channel=channel, ts=ts)
    try:
        client.chat_delete(channel=channel, ts=ts)
    except SlackApiError as error:
        shown["gone"] = error.response["error"]
    try:
        client.chat_delete(channel=channel, ts=theirs)
    except SlackApiError as error:
        shown["theirs"] = error.response["error"]
    admin = WebClient(token=os.environ["PEER_USER_TOKEN"], base_url=client.base_url)
    shown["deleted"] = admin.chat_delete(channel=channel, ts=theirs)["ok"]
    try:
        client.chat_postMessage(channel="C404", text="nobody")
    except SlackApiError as error:
        shown["error"] = error.response["error"]
    tell("tour", **shown)


class Endpoint(BaseHTTPRequestHandler):
    """Hands requests to Bolt, on loopback only."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"])).decode()
        answer = app.dispatch(BoltRequest(body=body, headers=dict(self.headers)))
        self.send_response(answer.status)
        for name, values in answer.headers.items():
            for value in values:
                self.send_header(name, value)
        sent = (answer.body or "").encode()
        self.send_header("content-length", str(len(sent)))
        self.end_headers()
        self.wfile.write(sent)

    def log_message(self, *_):
        pass


def main():
    if os.environ["PEER_MODE"] == "socket":
        handler = SocketModeHandler(app, os.environ["PEER_APP_TOKEN"], ping_interval=1)
        handler.connect()
        port = 0
    else:
        server = ThreadingHTTPServer(("127.0.0.1", 0), Endpoint)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        port = server.server_address[1]
    tell("ready", port=port)
    tour(theirs=sys.stdin.readline().strip())
    sys.stdin.read()
    os._exit(0)


main()
