// A bot built with discord.js, as anyone would build one: it says on its standard output what it
// hears, one line of JSON each, and does what its tests need.
'use strict';

const { createRequire } = require('node:module');
const need = createRequire(`${process.env.BONSENS_TEST_NODE_MODULES}/`);
const {
  ActionRowBuilder, ButtonBuilder, ButtonStyle, Client, Events, GatewayIntentBits, LabelBuilder,
  MessageFlags, ModalBuilder, Partials, SlashCommandBuilder, ContextMenuCommandBuilder,
  ApplicationCommandType, StringSelectMenuBuilder, TextInputBuilder, TextInputStyle,
} = need('discord.js');

const say = (what, more = {}) => console.log(JSON.stringify({ what, ...more }));
const stop = (error) => {
  say('error', { error: String(error && error.stack) });
  process.exit(1);
};
process.on('unhandledRejection', stop);

const client = new Client({
  intents: [
    GatewayIntentBits.Guilds, GatewayIntentBits.GuildMembers, GatewayIntentBits.GuildMessages,
    GatewayIntentBits.DirectMessages, GatewayIntentBits.MessageContent,
  ],
  partials: [Partials.Channel],
  allowedMentions: { parse: [] },
  rest: { api: `${process.env.PEER_API_URL}/api`, version: '10' },
});
client.on('error', stop);
client.rest.on('rateLimited', (info) => say('limited', { scope: info.scope, global: info.global }));
client.on(Events.ShardResume, (shard, replayed) => say('resumed', { replayed }));

const button = (id, label) =>
  new ActionRowBuilder().addComponents(
    new ButtonBuilder().setCustomId(id).setLabel(label).setStyle(ButtonStyle.Primary),
  );

client.once(Events.ClientReady, async () => {
  const guild = client.guilds.cache.first();
  const commands = await guild.commands.set([
    new SlashCommandBuilder()
      .setName('charter')
      .setDescription('The charter')
      .setDescriptionLocalizations({ fr: 'La charte' })
      .addSubcommand((sub) =>
        sub
          .setName('ask')
          .setDescription('Ask')
          .addStringOption((o) => o.setName('question').setDescription('What').setRequired(true))
          .addStringOption((o) => o.setName('article').setDescription('Of').setAutocomplete(true))
          .addAttachmentOption((o) => o.setName('file').setDescription('A file')),
      )
      .toJSON(),
    new ContextMenuCommandBuilder()
      .setName('Check')
      .setType(ApplicationCommandType.Message)
      .toJSON(),
  ]);
  const me = await guild.members.fetchMe();
  const app = await client.application.fetch();
  say('ready', {
    user: client.user.id,
    application: app.id,
    guild: guild.name,
    members: guild.memberCount,
    channels: guild.channels.cache.map((channel) => channel.name).sort(),
    commands: commands.map((command) => command.name).sort(),
    roles: me.roles.cache.map((role) => role.name).sort(),
  });
});

client.on(Events.MessageCreate, async (message) => {
  if (message.author.bot) return;
  const files = message.attachments.map((file) => file.name);
  const parent = message.channel.isThread() ? message.channel.parent.name : null;
  say('message', {
    text: message.content, guild: message.guild?.name ?? null, files, parent,
    reply: message.reference?.messageId ?? null,
  });
  if (message.content === 'flag it') {
    const flag = await message.channel.send({
      embeds: [{ title: 'A flag', fields: [{ name: 'state', value: 'open' }] }],
      components: [button('b:note', 'Note')],
    });
    const thread = await flag.startThread({ name: 'talk' });
    await thread.send('here');
    await flag.edit({ embeds: [{ title: 'A flag', fields: [{ name: 'state', value: 'seen' }] }] });
    const history = await message.channel.messages.fetch({ limit: 5 });
    say('flagged', { thread: thread.name, history: history.size });
  }
  if (message.content === 'remove it') {
    await message.delete().catch((error) => say('refused', { code: error.code }));
  }
  if (message.content === 'tell me') {
    await message.author.send('psst').catch((error) => say('refused', { code: error.code }));
  }
});
client.on(Events.MessageUpdate, (_, message) => say('edited', { text: message.content }));
client.on(Events.MessageDelete, (message) => say('deleted', { id: message.id }));
client.on(Events.MessageBulkDelete, (messages) => say('purged', { count: messages.size }));
client.on(Events.ThreadCreate, (thread, fresh) => say('thread', { name: thread.name, fresh }));
client.on(Events.GuildMemberAdd, (member) => say('joined', { name: member.user.username }));
client.on(Events.ChannelUpdate, (_, channel) => {
  const everyone = channel.guild.roles.everyone;
  say('channel', { open: channel.permissionsFor(everyone).has('ViewChannel') });
});

client.on(Events.InteractionCreate, async (it) => {
  if (it.isChatInputCommand()) {
    say('command', {
      name: `${it.commandName} ${it.options.getSubcommand()}`, locale: it.locale,
      question: it.options.getString('question'), file: it.options.getAttachment('file')?.name,
      may: it.memberPermissions.has('SendMessages'),
    });
    await it.deferReply({ flags: MessageFlags.Ephemeral });
    await it.editReply('looking');
    await it.editReply({ content: 'article 3', components: [button('b:more', 'More')] });
    const more = await it.followUp({ content: 'and more', flags: MessageFlags.Ephemeral });
    await more.delete().catch(() => it.deleteReply(more.id));
    const twice = await it.reply('again').catch((error) => error.code);
    say('answered', { twice });
  } else if (it.isAutocomplete()) {
    say('typed', { typed: it.options.getFocused() });
    await it.respond([{ name: 'Gifts', value: 'gifts' }]);
  } else if (it.isMessageContextMenuCommand()) {
    say('menu', { text: it.targetMessage.content, by: it.targetMessage.author.username });
    await it.reply({ content: 'fine', flags: MessageFlags.Ephemeral });
  } else if (it.isButton() && it.customId === 'b:more') {
    await it.update({ content: 'that is all', components: [] });
    say('pressed', { ephemeral: it.message.flags.has(MessageFlags.Ephemeral) });
  } else if (it.isButton()) {
    const words = new TextInputBuilder()
      .setCustomId('words').setStyle(TextInputStyle.Paragraph).setMaxLength(100);
    const kind = new StringSelectMenuBuilder()
      .setCustomId('kind').setRequired(false)
      .addOptions({ label: 'One', value: '1' }, { label: 'Two', value: '2' });
    await it.showModal(
      new ModalBuilder().setCustomId('m:note').setTitle('A note').addLabelComponents(
        new LabelBuilder().setLabel('Words').setTextInputComponent(words),
        new LabelBuilder().setLabel('Kind').setStringSelectMenuComponent(kind),
      ),
    );
  } else if (it.isModalSubmit()) {
    await it.deferUpdate();
    await it.followUp({ content: 'Noted.', flags: MessageFlags.Ephemeral });
    say('submitted', {
      words: it.fields.getTextInputValue('words'), kind: it.fields.getStringSelectValues('kind'),
      from: it.message.embeds[0].title,
    });
  }
});

client.login(process.env.PEER_TOKEN).catch(stop);
