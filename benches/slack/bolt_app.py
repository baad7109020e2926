"""A bot of the same shape on Bolt for Python: it acknowledges, looks for one of two phrases in place
of detection, and shows the author a private word that links to the message.

`run.py` serves it; it takes its addresses and tokens from the environment.
"""

import os

import aiohttp
from slack_bolt.adapter.asgi.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

PHRASES = ("the wifi password is ", "mot de passe du wifi est ")

client = AsyncWebClient(
    token=os.environ["BENCH_BOT_TOKEN"], base_url=os.environ["BENCH_API_URL"], timeout=10
)
app = AsyncApp(client=client, signing_secret=os.environ["BENCH_SIGNING_SECRET"])


@app.event("message")
async def posted(event):
    text = event.get("text", "")
    if not any(phrase in text for phrase in PHRASES):
        return
    if client.session is None:
        # One session keeps its connections; without it, each call would open its own.
        client.session = aiohttp.ClientSession()
    channel, ts = event["channel"], event["ts"]
    link = f"https://bench.slack.com/archives/{channel}/p{ts.replace('.', '')}"
    await client.chat_postEphemeral(
        channel=channel, user=event["user"], text=f"Is this confidential? {link}"
    )


api = AsyncSlackRequestHandler(app, path="/slack/events")
