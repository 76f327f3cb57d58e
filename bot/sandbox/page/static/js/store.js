// What is known of the world, and who wants to hear of its changes.

const listeners = new Map();

export const store = {
  connected: false,
  personas: [],
  samples: [],
  chats: new Map(),
  sms: [],
  letters: [],
  faults: {},
  current: Number(remembered("persona")) || 0,
  unread: new Map(),
  readLetters: new Set(JSON.parse(remembered("letters") || "[]")),
};

export function on(types, listener) {
  for (const type of types.split(" ")) {
    if (!listeners.has(type)) listeners.set(type, []);
    listeners.get(type).push(listener);
  }
}

export function emit(type, detail) {
  for (const listener of listeners.get(type) ?? []) listener(detail);
}

export const chat = () => store.chats.get(store.current);
export const persona = () => store.personas.find((one) => one.chat === store.current);
export const sample = () => store.samples.find((one) => one.id === persona()?.plays);

export function become(id) {
  store.current = id;
  store.unread.delete(id);
  remember("persona", id);
  emit("current");
}

export function readLetter(letter) {
  store.readLetters.add(letter.at);
  remember("letters", JSON.stringify([...store.readLetters].slice(-200)));
}

// The SMS that have reached the phone, and those that wait until it is switched on.
export function phoneSms() {
  const since = store.faults.phone_off_since;
  const waits = (sms) => since && sms.at >= since;
  return {
    arrived: store.sms.filter((sms) => !waits(sms)),
    waiting: store.sms.filter(waits),
  };
}

const HANDLERS = {
  snapshot(change) {
    store.personas = change.personas;
    store.samples = change.samples;
    store.chats = new Map(
      Object.entries(change.chats).map(([id, one]) => [Number(id), opened(one)]),
    );
    store.sms = change.sms;
    store.letters = change.letters;
    store.faults = change.faults;
    if (!store.chats.has(store.current)) store.current = store.personas[0].chat;
    emit("snapshot");
    emit("current");
  },
  message({ chat_id, message }) {
    const known = store.chats.get(chat_id);
    if (!known || known.messages.has(message.message_id)) return;
    known.messages.set(message.message_id, message);
    emit("message", { chat_id, message });
  },
  edited({ chat_id, message }) {
    const messages = store.chats.get(chat_id)?.messages;
    const before = messages?.get(message.message_id);
    if (!before || before.revision >= message.revision) return;
    messages.set(message.message_id, message);
    emit("edited", { chat_id, message });
  },
  deleted({ chat_id, message_ids }) {
    const messages = store.chats.get(chat_id)?.messages;
    const gone = message_ids.filter((id) => messages?.delete(id));
    if (gone.length) emit("deleted", { chat_id, message_ids: gone });
  },
  keyboard({ chat_id, keyboard }) {
    if (!store.chats.has(chat_id)) return;
    store.chats.get(chat_id).keyboard = keyboard;
    emit("keyboard", { chat_id });
  },
  commands({ chat_id, commands }) {
    if (!store.chats.has(chat_id)) return;
    store.chats.get(chat_id).commands = commands;
    emit("commands", { chat_id });
  },
  toast: (change) => emit("toast", change),
  action: (change) => emit("action", change),
  sms({ sms }) {
    if (store.sms.some((known) => known.number === sms.number)) return;
    store.sms.push(sms);
    emit("sms", sms);
  },
  letter({ letter }) {
    if (store.letters.some((known) => known.number === letter.number)) return;
    store.letters.push(letter);
    emit("letter", letter);
  },
  faults({ faults }) {
    store.faults = faults;
    emit("faults");
  },
  personas({ personas, chats }) {
    store.personas = personas;
    for (const [id, one] of Object.entries(chats)) {
      if (!store.chats.has(Number(id))) store.chats.set(Number(id), opened(one));
    }
    emit("personas");
  },
};

export function apply(change) {
  HANDLERS[change.type]?.(change);
}

export function setConnected(connected) {
  store.connected = connected;
  emit("connection");
}

function opened(snapshot) {
  const messages = new Map(snapshot.messages.map((message) => [message.message_id, message]));
  return { ...snapshot, messages };
}

function remember(name, value) {
  try {
    localStorage.setItem(`sandbox-${name}`, value);
  } catch {
    // A browser that keeps nothing loses only which chat was open.
  }
}

function remembered(name) {
  try {
    return localStorage.getItem(`sandbox-${name}`);
  } catch {
    return null;
  }
}
