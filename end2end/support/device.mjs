// What this site keeps in the browser, as somebody with the developer tools sees it.

/** Each record of each store, as bytes or text; keys as what they allow. */
export function keptOnDevice(page) {
  return page.evaluate(async () => {
    const done = (request) => new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const text = (bytes) => new TextDecoder('latin1').decode(bytes) + new TextDecoder('utf-16le').decode(bytes);
    const read = (value) => {
      if (value instanceof CryptoKey) return `key, extractable: ${value.extractable}`;
      if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return text(value);
      if (value && typeof value === 'object') return Object.values(value).map(read).join(' ');
      return String(value);
    };
    const kept = [];
    for (const { name } of await indexedDB.databases()) {
      const database = await done(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        const all = database.transaction(store).objectStore(store);
        const [keys, values] = [await done(all.getAllKeys()), await done(all.getAll())];
        for (const [place, key] of keys.entries()) kept.push(`${store} ${key}: ${read(values[place])}`);
      }
      database.close();
    }
    for (const store of [localStorage, sessionStorage]) {
      for (const [key, value] of Object.entries(store)) kept.push(`storage ${key}: ${value}`);
    }
    return kept;
  });
}

/** The records, without the key that they are under and what the tabs note. */
export async function recordsOnDevice(page) {
  return (await keptOnDevice(page)).filter((record) => record.startsWith('records '));
}

/** The names of the records of drafts. */
export async function draftsOnDevice(page) {
  const kept = await keptOnDevice(page);
  return kept.filter((record) => record.startsWith('records draft:')).map((record) => record.slice(14, 50));
}

/** What the record of a draft says; the page may use the key, though it can't see it. */
export function recordOf(page, id) {
  return page.evaluate(async (name) => {
    const done = (request) => new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const database = await done(indexedDB.open('portal'));
    const transaction = database.transaction(['keys', 'records']);
    const [[, key], record] = await Promise.all([
      done(transaction.objectStore('keys').get('current')),
      done(transaction.objectStore('records').get(name)),
    ]);
    database.close();
    const algorithm = { name: 'AES-GCM', iv: record.slice(0, 12), additionalData: new TextEncoder().encode(name) };
    const plain = await crypto.subtle.decrypt(algorithm, key, record.slice(12));
    return JSON.parse(new TextDecoder().decode(plain));
  }, `draft:${id}`);
}
