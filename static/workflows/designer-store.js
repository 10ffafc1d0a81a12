// What was drawn and has not reached the server yet, kept on this device per person and map.
(() => {
  const NAME = "podium", ROOM = "drawings";

  const opened = () =>
    new Promise((resolve, reject) => {
      const asked = indexedDB.open(NAME, 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore(ROOM);
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });

  const within = async (mode, work) => {
    const base = await opened();
    try {
      return await new Promise((resolve, reject) => {
        const dealing = base.transaction(ROOM, mode);
        const asked = work(dealing.objectStore(ROOM));
        dealing.oncomplete = () => resolve(asked.result);
        dealing.onabort = () => reject(dealing.error);
      });
    } finally {
      base.close();
    }
  };

  // A device that refuses to store (a private window, a full disk) must not stop the drawing.
  const quietly = async (work, otherwise) => {
    try {
      return await work();
    } catch {
      return otherwise;
    }
  };

  window.designer ??= {};
  window.designer.storeOf = (place) => {
    const tab = crypto.randomUUID?.() ?? `${Math.random()}`;
    const read = (name) => quietly(() => within("readonly", (room) => room.get(name)), undefined);
    const keep = (name, state) =>
      quietly(async () => (await within("readwrite", (room) => room.put({ ...state, tab }, name)), true), false);
    const forget = (name) => quietly(() => within("readwrite", (room) => room.delete(name)), undefined);
    const aside = `${place}/aside`;

    return {
      read: () => read(place),
      keep: (state) => keep(place, state),
      // What another tab keeps is not this one's to forget.
      forget: async () => (await read(place))?.tab === tab && forget(place),
      drop: () => forget(place),
      // What a stale tab drew stays when the other tab saves.
      readAside: () => read(aside),
      setAside: (state) => keep(aside, state),
      forgetAside: () => forget(aside),
    };
  };
})();
