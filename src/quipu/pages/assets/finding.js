// Finds names in a list: whatever their accents and case, by their beginnings, by code, with a typing error. Knows no page.
const finding = (() => {
  const LETTERS = { æ: "ae", œ: "oe", ø: "o", ß: "ss", đ: "d", ð: "d", ı: "i", ł: "l", ى: "ي", ة: "ه", ـ: "" };
  const FEW = 4; // with so many results nobody has mistyped
  const NEAR = 0.3; // what a word of the note is worth
  const FIRST = [0.12, 0.1, 0.08, 0.05, 0.06, 0.09, 0.02, 0.07, 0.03, 0, 0.02]; // by kind

  const plain = (text) =>
    text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "")
      .replace(/[æœøßđðıłىةـ]/g, (letter) => LETTERS[letter])
      .replace(/(?<!\p{L})(\p{L})\.(?=\p{L}(?!\p{L}))/gu, "$1") // U.S.A.
      .replace(/[٠-٩]/g, (digit) => digit.charCodeAt(0) - 1632)
      .replace(/['’ʼ`]/g, " ").replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  const bare = (word) => (word.length > 4 && word.startsWith("ال") ? word.slice(2) : word);
  const wordsOf = (text) => plain(text).split(" ").filter(Boolean).map(bare);

  // Letters that are wrong, missing, too many or swapped, between a word and another, and the beginning of that other.
  const distances = (asked, word, most) => {
    const width = Math.min(word.length, asked.length + most);
    let [before, last] = [[], Array.from({ length: width + 1 }, (_, j) => j)];
    for (let i = 1; i <= asked.length; i++) {
      const row = [i];
      for (let j = 1; j <= width; j++) {
        row[j] = Math.min(row[j - 1] + 1, last[j] + 1, last[j - 1] + (asked[i - 1] !== word[j - 1]));
        if (i > 1 && j > 1 && asked[i - 1] === word[j - 2] && asked[i - 2] === word[j - 1]) {
          row[j] = Math.min(row[j], before[j - 2] + 1);
        }
      }
      if (Math.min(...row) > most) return [Infinity, Infinity];
      [before, last] = [last, row];
    }
    return [width === word.length ? last[width] : Infinity, Math.min(...last)];
  };

  const mistyped = (asked, word) => {
    const most = asked.length < 4 ? 0 : asked.length < 7 ? 1 : 2;
    if (!most || word.length < asked.length - most) return 0;
    const [whole, beginning] = distances(asked, word, most);
    if (whole <= most) return whole === 1 ? 0.55 : 0.4;
    return asked.length > 4 && beginning <= most ? 0.3 - 0.1 * (beginning - 1) : 0;
  };

  const fits = (asked, word) => {
    if (word === asked) return 1;
    if (word.startsWith(asked)) return 0.7 + (0.2 * asked.length) / word.length;
    return asked.length > 2 && word.includes(asked) ? 0.45 : 0;
  };

  const prepare = (entries) => {
    const words = new Map(), names = [];
    const hold = (word, number, weight) => {
      if (!words.has(word)) words.set(word, new Map());
      const held = words.get(word);
      held.set(number, Math.max(held.get(number) ?? 0, weight));
    };
    entries.forEach(([, name, , note, others], number) => {
      const known = [name, ...others.split("|")].map(wordsOf).filter((held) => held.length);
      names.push(known.map((held) => held.join(" ")));
      for (const held of known) {
        for (const word of held) hold(word, number, 1);
        if (held.length > 1 && held.length < 4) hold(held.join(""), number, 1);
      }
      for (const word of wordsOf(note)) hold(word, number, NEAR);
    });
    return { entries, names, words };
  };

  const fitting = (index, asked, rate) => {
    const found = new Map();
    for (const [word, held] of index.words) {
      const rated = rate(asked, word);
      if (rated) for (const [n, weight] of held) found.set(n, Math.max(found.get(n) ?? 0, rated * weight));
    }
    return found;
  };

  const together = (found) => {
    const [first, ...others] = [...found].sort((a, b) => a.size - b.size);
    const sums = new Map();
    for (const [number, rated] of first) {
      const rest = others.map((held) => held.get(number));
      if (rest.every(Boolean)) sums.set(number, (rated + rest.reduce((a, b) => a + b, 0)) / found.length);
    }
    return sums;
  };

  const ranked = (index, asked, number, sum) => {
    const [kind, name] = index.entries[number], names = index.names[number];
    const whole = names.includes(asked) ? 1 : names.some((one) => one.startsWith(asked)) ? 0.2 : 0;
    return sum + whole + FIRST[kind] - Math.min(name.length, 60) / 1000;
  };

  // Gives the numbers of the entries that fit, the best first.
  const find = (index, text) => {
    const words = wordsOf(text), asked = words.join(" ");
    if (!words.length) return [];
    let sums = together(words.map((word) => fitting(index, word, fits)));
    if (sums.size < FEW) {
      const rate = (word, other) => fits(word, other) || mistyped(word, other);
      sums = together(words.map((word) => fitting(index, word, rate)));
    }
    const order = [...sums].map(([number, sum]) => [number, ranked(index, asked, number, sum)]);
    return order.sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([number]) => number);
  };
  return { prepare, find };
})();
