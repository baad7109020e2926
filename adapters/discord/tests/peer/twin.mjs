// A Discord written by others, for the bot to be tried on: the package `discord-digital-twin`.
//
// It says one line once it is there, its addresses and ids, then does what it is told, one line of
// JSON after the other, and answers each with one. What the package does not do as Discord documents
// it is made up for here, and said where it is.

import http from 'node:http';
import net from 'node:net';
import { createInterface } from 'node:readline';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

// Discord's numbers.
const COMMAND = 2;
const TYPING = 4;
const TEXT_CHANNEL = 0;
const DIRECT = 1;
const ON_MESSAGE = 3;
const TAKES_NO_DIRECT_MESSAGES = 50_007;
const MANAGE_MESSAGES = 1n << 13n;
const MANAGE_GUILD = 1n << 5n;
/** The longest that anything is waited for, in milliseconds. */
const LIMIT = 20_000;

// It listens on every address of the machine. Here, on the one that no other machine can reach.
const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function listenHere(port, ...rest) {
  return listen.call(this, port, '127.0.0.1', ...rest);
};

const modules = createRequire(`${process.env.BONSENS_TEST_NODE_MODULES}/`);
const twin = await import(pathToFileURL(modules.resolve('discord-digital-twin')).href);
const { DigitalDiscord, generateSnowflake } = twin;

const people = Object.fromEntries(
  ['ana', 'ben', 'mia', 'noa'].map((name) => [name, generateSnowflake()]),
);
const channels = Object.fromEntries(
  ['general', 'moderators'].map((name) => [name, generateSnowflake()]),
);
const discord = new DigitalDiscord({
  guild: { name: 'Acme' },
  channels: Object.entries(channels).map(([name, id]) => ({ id, name, type: TEXT_CHANNEL })),
  users: Object.entries(people).map(([username, id]) => ({ id, username })),
  botUser: { username: 'bonsens' },
  botToken: 'a-token-of-the-twin',
});
await discord.start();
const { prisma, guildId, botUserId } = discord;

// It makes everyone a member with every permission and no role.
const roles = {};
for (const [name, permissions] of [
  ['moderators', MANAGE_MESSAGES],
  ['admins', MANAGE_GUILD],
]) {
  const role = { id: generateSnowflake(), guildId, name, position: 1 };
  await prisma.role.create({ data: { ...role, permissions: String(permissions) } });
  roles[name] = role.id;
}
await prisma.guildMember.updateMany({ where: { guildId }, data: { permissions: '0' } });
for (const [person, role] of [
  ['mia', 'moderators'],
  ['noa', 'admins'],
]) {
  await prisma.guildMember.update({
    where: { guildId_userId: { guildId, userId: people[person] } },
    data: { roles: JSON.stringify([roles[role]]) },
  });
}

/** The commands as the bot last told them: the twin keeps no names in other languages. */
let told = [];
/** Who takes no direct messages. */
const closed = new Set();
/** What the twin refused, or had no answer to. */
const refused = [];

/** What is answered before the twin is asked; nothing where it is the twin's to answer. */
async function supplied(method, path, body) {
  const commands = `/applications/${botUserId}/guilds/${guildId}/commands`;
  if (path === commands && method === 'PUT') told = body;
  // It lists no commands.
  if (path === commands && method === 'GET') {
    const held = await prisma.applicationCommand.findMany({ where: { guildId } });
    return { status: 200, body: held.map(command) };
  }
  // It opens no direct conversations.
  if (path === '/users/@me/channels' && method === 'POST') {
    const name = body.recipient_id;
    const known = await prisma.channel.findFirst({ where: { type: DIRECT, name } });
    const data = { id: generateSnowflake(), type: DIRECT, name };
    const { id } = known ?? (await prisma.channel.create({ data }));
    return { status: 200, body: { id, type: DIRECT } };
  }
  // Everyone takes what is sent to them.
  const [, room] = path.match(/^\/channels\/(\d+)\/messages$/) ?? [];
  if (room && method === 'POST') {
    const direct = await prisma.channel.findFirst({ where: { id: room, type: DIRECT } });
    if (direct && closed.has(direct.name)) {
      return { status: 403, body: { code: TAKES_NO_DIRECT_MESSAGES, message: 'no' } };
    }
  }
  return undefined;
}

/** A command as it is listed: as the twin holds it, with the names that it does not. */
function command(held) {
  const { name, type, description } = held;
  const said = told.find((one) => one.name === name && (one.type ?? 1) === type) ?? {};
  return {
    id: held.id,
    name,
    type,
    description,
    options: JSON.parse(held.options),
    default_member_permissions: held.defaultMemberPermissions,
    name_localizations: said.name_localizations,
    description_localizations: said.description_localizations,
  };
}

async function bodyOf(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts);
}

/** Stands before the twin, for what it lacks and to see what it refuses. */
const front = http.createServer(async (request, response) => {
  const { method, url } = request;
  const body = await bodyOf(request);
  const json = body.length > 0 ? JSON.parse(body) : undefined;
  const path = url.split('?')[0].replace(/^\/api\/v10/, '');
  const own = await supplied(method, path, json);
  if (own) {
    response.writeHead(own.status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(own.body));
    return;
  }
  const headers = { 'content-type': 'application/json' };
  const sent = { method, headers, body: body.length > 0 ? body : undefined };
  const answer = await fetch(`http://127.0.0.1:${discord.port}${url}`, sent);
  if (!answer.ok) refused.push(`${method} ${path}: ${answer.status}`);
  const limits = [...answer.headers].filter(([name]) => /^(content-type|x-ratelimit-)/.test(name));
  const read = Buffer.from(await answer.arrayBuffer());
  response.writeHead(answer.status, Object.fromEntries(limits));
  response.end(read);
});
await new Promise((resolve) => front.listen(0, resolve));

/** What can be read of a message: its words and those of its cards. */
function words(message) {
  const cards = message.embeds ?? [];
  const fields = (card) => (card.fields ?? []).flatMap(({ name, value }) => [name, value]);
  const lines = cards.flatMap((card) => [card.title, card.description, ...fields(card)]);
  return [message.content, ...lines].filter(Boolean).join('\n');
}

function seen(message) {
  const pressed = (message.components ?? []).flatMap((row) => row.components ?? []);
  return {
    id: message.id,
    channel: message.channel_id,
    words: words(message),
    buttons: pressed.filter((one) => one.custom_id).map((one) => one.custom_id),
    only_you: ((message.flags ?? 0) & 64) !== 0,
    edited: message.edited_timestamp !== null,
    replies_to: message.message_reference?.message_id ?? null,
  };
}

const room = (name) => channels[name] ?? name;
const actor = ({ by, at }) => discord.channel(room(at)).user(people[by]);
const acts = (order, type, data) =>
  discord.simulateInteraction({ type, channelId: room(order.at), userId: people[order.by], data });

/** The message as it comes with a command of its menu. */
async function resolved(channel, id) {
  const messages = await discord.channel(channel).getMessages();
  return { messages: { [id]: messages.find((one) => one.id === id) } };
}

const orders = {
  async post(order) {
    const { id } = await actor(order).sendMessage({ content: order.text });
    return { id };
  },
  async edit(order) {
    await actor(order).editMessage({ messageId: order.message, content: order.text });
    return {};
  },
  async delete(order) {
    await actor(order).deleteMessage({ messageId: order.message });
    return {};
  },
  async command(order) {
    const { id } = await actor(order).runSlashCommand(order);
    return { id };
  },
  async complete(order) {
    const { name, options } = order;
    return { id: (await acts(order, TYPING, { id: '1', name, type: 1, options })).id };
  },
  async menu(order) {
    const { name, message } = order;
    const held = await prisma.applicationCommand.findFirst({ where: { name, type: ON_MESSAGE } });
    if (!held) throw new Error(`no command ${name} on messages`);
    const data = { id: held.id, name, type: ON_MESSAGE, target_id: message };
    data.resolved = await resolved(room(order.at), message);
    return { id: (await acts(order, COMMAND, data)).id };
  },
  async submit(order) {
    const fields = Object.entries(order.fields).map(([customId, value]) => ({ customId, value }));
    const { id } = await actor(order).submitModal({ customId: order.window, fields });
    return { id };
  },
  async press(order) {
    const { message, button } = order;
    const { id } = await actor(order).clickButton({ messageId: message, customId: button });
    return { id };
  },
  async choose(order) {
    const { message, menu, values } = order;
    const { id } = await actor(order).selectMenu({ messageId: message, customId: menu, values });
    return { id };
  },
  /** The first answer to what someone did. */
  async answer({ to }) {
    const scope = discord.channel(channels.general);
    await scope.waitForInteractionAck({ interactionId: to, timeout: LIMIT });
    const { type, data, messageId } = await scope.getInteractionResponse(to);
    return { type, data: data === null ? null : JSON.parse(data), message: messageId };
  },
  /** The last message of the bot's that says this. */
  async shown({ at, says }) {
    const is = (message) => message.author.id === botUserId && words(message).includes(says);
    const scope = discord.channel(room(at));
    return seen(await scope.waitForMessage({ predicate: is, timeout: LIMIT }));
  },
  /** The same, in the conversation between the bot and someone. */
  async told({ who, says }) {
    const asked = { type: DIRECT, name: people[who] };
    const conversation = await eventually(() => prisma.channel.findFirst({ where: asked }));
    return orders.shown({ at: conversation.id, says });
  },
  async gone({ message }) {
    const lookup = { where: { id: message } };
    await eventually(async () => (await prisma.message.findUnique(lookup)) === null);
    return {};
  },
  async thread({ at }) {
    const { name, parent_id: parent } = await discord
      .channel(room(at))
      .waitForThread({ timeout: LIMIT });
    return { name, parent };
  },
  /** The commands, once they are there. */
  async commands() {
    const here = () => prisma.applicationCommand.findMany({ where: { guildId } });
    await eventually(async () => told.length > 0 && (await here()).length === told.length);
    return { commands: (await here()).map(command) };
  },
  async closes({ who }) {
    closed.add(people[who]);
    return {};
  },
  async refused() {
    return { refused };
  },
};

/** Waits, as the twin's own waits do, until something is there. */
async function eventually(look) {
  const end = Date.now() + LIMIT;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error('it does not come');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const say = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);
say({
  api_url: `http://127.0.0.1:${front.address().port}`,
  token: discord.botToken,
  server: guildId,
  people,
  channels,
  roles,
});
for await (const line of createInterface({ input: process.stdin })) {
  const order = JSON.parse(line);
  try {
    say(await orders[order.do](order));
  } catch (error) {
    say({ error: `${order.do}: ${error.message}` });
  }
}
process.exit(0);
