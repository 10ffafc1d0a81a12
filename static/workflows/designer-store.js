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
  window.designer.storeOf = (place) => ({
    read: () => quietly(() => within("readonly", (room) => room.get(place)), undefined),
    keep: (state) => quietly(async () => (await within("readwrite", (room) => room.put(state, place)), true), false),
    forget: () => quietly(() => within("readwrite", (room) => room.delete(place)), undefined),
  });
})();
