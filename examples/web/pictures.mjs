// Writes public/media/demo/*.svg: the pictures of the demo's articles, the same each time.
import { mkdirSync, writeFileSync } from "node:fs";

const WIDTH = 1280;
const HEIGHT = 720;
const GROUND = 560;
const folder = new URL("public/media/demo/", import.meta.url);

/** Skies, from top to bottom, and what lies under them. */
const LIGHT = {
  dusk: ["#2b2350", "#e8734a", "#f7c27b", "#2a2530"],
  noon: ["#5fa8d8", "#a9d4ea", "#e4f2f5", "#6d7274"],
  dawn: ["#41527d", "#c98fa0", "#f6d9c0", "#4a4750"],
  night: ["#0a0f24", "#16213f", "#2b3a63", "#12141c"],
  snow: ["#9fb4c6", "#cfdbe4", "#f2f6f8", "#e8edf0"],
  forest: ["#7fa08b", "#b7cdb4", "#e3ead6", "#8a6f4d"],
};

/** Outlines of cars, from the side: of the body, and of the windows. */
const BODIES = {
  berlinetta: ["M150 540 L150 470 Q170 440 300 425 Q420 405 500 360 Q600 300 740 305 Q860 312 960 385 Q1080 400 1130 440 L1140 540 Z", "M470 400 Q560 330 700 328 L720 400 Z M745 328 Q840 335 910 395 L760 400 Z"],
  flat: ["M170 540 L165 470 Q190 430 310 415 Q380 400 430 365 Q520 300 650 298 Q820 300 950 400 Q1080 430 1110 470 L1115 540 Z", "M420 395 Q510 325 630 322 L640 395 Z M665 322 Q790 325 880 395 L680 397 Z"],
  hatch: ["M170 540 L165 440 Q200 410 330 395 L430 310 Q450 295 560 295 L880 295 Q960 300 985 390 Q1060 410 1080 440 L1085 540 Z", "M385 395 L460 325 L600 325 L600 395 Z M630 325 L870 325 Q910 330 930 395 L630 395 Z"],
  saloon: ["M130 540 L135 450 Q150 425 330 420 L430 335 Q450 318 540 316 L760 316 Q830 320 900 415 Q1090 420 1135 450 L1145 540 Z", "M395 415 L465 345 L600 345 L600 415 Z M630 345 L750 345 Q800 350 850 415 L630 415 Z"],
  prototype: ["M110 540 L120 500 Q240 440 380 445 Q430 360 560 355 Q660 355 720 420 L1010 410 L1010 360 L1110 360 L1110 410 Q1160 440 1165 540 Z", "M440 435 Q470 380 560 378 Q620 380 660 430 Z"],
  van: ["M140 540 L140 420 Q160 330 240 270 L980 265 Q1080 270 1100 330 L1110 540 Z", "M190 400 Q220 330 270 300 L400 300 L400 400 Z M440 300 L660 300 L660 400 L440 400 Z M700 300 L960 300 L960 400 L700 400 Z"],
};

function random(seed) {
  let state = seed * 2654435761;
  return () => ((state = (Math.imul(state, 1664525) + 1013904223) >>> 0), state / 2 ** 32);
}

function frame(light, inner) {
  const [top, middle, low] = LIGHT[light];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}"><defs><linearGradient id="s" x2="0" y2="1"><stop stop-color="${top}"/><stop offset=".65" stop-color="${middle}"/><stop offset="1" stop-color="${low}"/></linearGradient></defs><rect width="${WIDTH}" height="${HEIGHT}" fill="url(#s)"/>${inner}</svg>\n`;
}

function hills(light, seed) {
  const next = random(seed);
  const ridge = (base, rough, colour, opacity) => {
    const tops = Array.from({ length: 9 }, (_, at) => `${at * 160} ${Math.round(base - next() * rough)}`);
    return `<path d="M0 ${HEIGHT} L${tops.join(" L")} L${WIDTH} ${HEIGHT} Z" fill="${colour}" opacity="${opacity}"/>`;
  };
  const [top, , , road] = LIGHT[light];
  const sun = light === "night" ? `<circle cx="1040" cy="120" r="44" fill="#f4f1de"/>` : `<circle cx="${300 + Math.round(next() * 700)}" cy="${90 + Math.round(next() * 60)}" r="52" fill="#fff4d6" opacity=".85"/>`;
  return `${sun}${ridge(430, 170, top, 0.35)}${ridge(500, 110, top, 0.6)}<rect y="${GROUND - 20}" width="${WIDTH}" height="${HEIGHT}" fill="${road}"/>`;
}

function wheel(x, y, r) {
  const spokes = [0, 36, 72, 108, 144].map((turn) => `<path d="M${x - r * 0.6} ${y}h${r * 1.2}" transform="rotate(${turn} ${x} ${y})"/>`).join("");
  return `<circle cx="${x}" cy="${y}" r="${r}" fill="#17181a"/><circle cx="${x}" cy="${y}" r="${r * 0.64}" fill="#c9ccd0"/><g stroke="#54585e" stroke-width="9">${spokes}</g><circle cx="${x}" cy="${y}" r="${r * 0.14}" fill="#2b2d31"/>`;
}

function car(body, colour, light, seed, extra = "") {
  const [outline, glass] = BODIES[body];
  const [front, back] = body === "prototype" ? [300, 980] : body === "van" ? [310, 940] : [330, 930];
  return frame(
    light,
    `${hills(light, seed)}<ellipse cx="640" cy="${GROUND + 45}" rx="560" ry="26" opacity=".35"/><path d="${outline}" fill="${colour}"/><path d="${glass}" fill="#1c2733" opacity=".88"/><path d="M160 500H1120" stroke="#0003" stroke-width="8"/>${extra}<rect x="140" y="462" width="60" height="22" rx="11" fill="#fff3c4"/><rect x="1080" y="462" width="40" height="20" rx="8" fill="#d3222a"/>${wheel(front, GROUND, 82)}${wheel(back, GROUND, 82)}`,
  );
}

const number = (n, x, y) => `<circle cx="${x}" cy="${y}" r="52" fill="#fff"/><text x="${x}" y="${y + 24}" font-family="sans-serif" font-weight="700" font-size="66" text-anchor="middle">${n}</text>`;
const stripe = (colour) => `<path d="M150 475H1125v34H150z" fill="${colour}"/>`;
const mud = `<g fill="#5c4326" opacity=".75">${Array.from({ length: 26 }, (_, at) => `<circle cx="${220 + ((at * 137) % 860)}" cy="${470 + ((at * 53) % 70)}" r="${6 + ((at * 29) % 17)}"/>`).join("")}</g>`;

function track(paper, ink, accent, points, corners) {
  const smooth = points.map(([x, y], at) => {
    const [nx, ny] = points[(at + 1) % points.length];
    return `${at ? "Q" : "M"}${at ? `${x} ${y} ` : ""}${(x + nx) / 2} ${(y + ny) / 2}`;
  });
  const [[ax, ay], [bx, by]] = points;
  const path = `${smooth.join(" ")} Q${ax} ${ay} ${(ax + bx) / 2} ${(ay + by) / 2} Z`;
  const marks = corners.map((at, turn) => `<circle cx="${points[at][0]}" cy="${points[at][1]}" r="20" fill="${accent}"/><text x="${points[at][0]}" y="${points[at][1] + 8}" font-family="sans-serif" font-weight="700" font-size="22" text-anchor="middle" fill="#fff">${turn + 1}</text>`).join("");
  const grid = Array.from({ length: 15 }, (_, at) => `<path d="M0 ${at * 50}H${WIDTH}M${at * 90} 0V${HEIGHT}"/>`).join("");
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}"><rect width="${WIDTH}" height="${HEIGHT}" fill="${paper}"/><g stroke="${ink}" opacity=".08">${grid}</g><path d="${path}" fill="none" stroke="${ink}" stroke-width="34" stroke-linejoin="round"/><path d="${path}" fill="none" stroke="${paper}" stroke-width="4" stroke-dasharray="22 18"/>${marks}</svg>\n`;
}

function engine(paper, metal, accent, banks, pots) {
  const parts = banks.flatMap((turn) =>
    Array.from({ length: pots }, (_, at) => {
      const x = 640 + (at - (pots - 1) / 2) * (banks.length > 1 ? 120 : 150);
      return `<g transform="rotate(${turn} 640 460) translate(${x - 640} 0)"><rect x="590" y="170" width="100" height="210" rx="10" fill="${metal}"/>${[0, 1, 2, 3, 4].map((fin) => `<rect x="578" y="${190 + fin * 34}" width="124" height="12" rx="4" fill="#0004"/>`).join("")}<rect x="604" y="120" width="72" height="54" rx="8" fill="${accent}"/><circle cx="640" cy="108" r="14" fill="#e9e4d8"/></g>`;
    }),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}"><rect width="${WIDTH}" height="${HEIGHT}" fill="${paper}"/><ellipse cx="640" cy="650" rx="460" ry="26" opacity=".3"/>${parts.join("")}<rect x="300" y="390" width="680" height="190" rx="40" fill="${metal}"/><rect x="300" y="390" width="680" height="60" rx="30" fill="#fff3"/><g fill="#0005">${Array.from({ length: 7 }, (_, at) => `<circle cx="${350 + at * 97}" cy="545" r="12"/>`).join("")}</g><circle cx="960" cy="490" r="84" fill="#2d3036"/><circle cx="960" cy="490" r="56" fill="${accent}"/><circle cx="960" cy="490" r="18" fill="#17181a"/></svg>\n`;
}

function gauge(face, ink, accent, reading) {
  const at = (value) => ((value / 9) * 270 - 225) * (Math.PI / 180);
  const point = (value, r) => `${(640 + Math.cos(at(value)) * r).toFixed(1)} ${(370 + Math.sin(at(value)) * r).toFixed(1)}`;
  const ticks = Array.from({ length: 37 }, (_, step) => `<path d="M${point(step / 4, 268)}L${point(step / 4, step % 4 ? 250 : 228)}" stroke="${step >= 30 ? accent : ink}" stroke-width="${step % 4 ? 4 : 9}"/>`).join("");
  const words = Array.from({ length: 10 }, (_, value) => { const [x, y] = point(value, 190).split(" "); return `<text x="${x}" y="${Number(y) + 16}" font-family="sans-serif" font-weight="700" font-size="46" text-anchor="middle" fill="${value > 7 ? accent : ink}">${value}</text>`; }).join("");
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}"><rect width="${WIDTH}" height="${HEIGHT}" fill="#1b1a18"/><circle cx="640" cy="370" r="330" fill="#8d8a84"/><circle cx="640" cy="370" r="306" fill="${face}"/>${ticks}${words}<path d="M640 370L${point(reading, 235)}" stroke="${accent}" stroke-width="14" stroke-linecap="round"/><circle cx="640" cy="370" r="34" fill="#2b2a28"/><text x="640" y="530" font-family="sans-serif" font-size="30" text-anchor="middle" fill="${ink}">× 1000 rpm</text></svg>\n`;
}

function bike(colour, light, seed) {
  return frame(light, `${hills(light, seed)}<ellipse cx="640" cy="620" rx="430" ry="22" opacity=".35"/>${wheel(380, 520, 118)}${wheel(900, 520, 118)}<path d="M380 520L520 330M900 520L740 400L520 400L600 520L740 520" fill="none" stroke="#2b2d31" stroke-width="22" stroke-linejoin="round"/><path d="M500 330Q560 270 690 300Q740 330 720 380L540 390Z" fill="${colour}"/><path d="M715 345Q860 320 900 350L880 388L720 390Z" fill="#25262a"/><circle cx="640" cy="470" r="76" fill="#9da2a8"/><circle cx="640" cy="470" r="40" fill="#3a3d42"/><path d="M470 300H560M520 330L490 270" stroke="#2b2d31" stroke-width="16" stroke-linecap="round"/><circle cx="470" cy="345" r="34" fill="#fff3c4"/><path d="M640 545Q760 575 980 560" stroke="#c9ccd0" stroke-width="24" fill="none" stroke-linecap="round"/>`);
}

function bench(wall, board, seed) {
  const next = random(seed);
  const spanners = Array.from({ length: 9 }, (_, at) => { const x = 150 + at * 120; const long = 150 + Math.round(next() * 130); return `<g fill="#c2c6cb"><rect x="${x}" y="120" width="22" height="${long}" rx="8"/><circle cx="${x + 11}" cy="116" r="30"/><circle cx="${x + 11}" cy="104" r="16" fill="${board}"/><circle cx="${x + 11}" cy="${120 + long}" r="26"/><circle cx="${x + 11}" cy="${120 + long}" r="12" fill="${board}"/></g>`; }).join("");
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}"><rect width="${WIDTH}" height="${HEIGHT}" fill="${wall}"/><rect x="80" y="40" width="1120" height="420" rx="12" fill="${board}"/>${spanners}<rect y="520" width="${WIDTH}" height="60" fill="#8a5a34"/><rect y="580" width="${WIDTH}" height="140" fill="#5d3b21"/><rect x="820" y="430" width="210" height="90" rx="8" fill="#b3261e"/><rect x="870" y="400" width="110" height="34" rx="12" fill="none" stroke="#7c1913" stroke-width="14"/><circle cx="300" cy="462" r="60" fill="#2b2d31"/><circle cx="300" cy="462" r="26" fill="${wall}"/></svg>\n`;
}

const CIRCUIT = [[220, 560], [560, 600], [900, 590], [1090, 500], [1060, 360], [900, 330], [820, 420], [680, 440], [640, 300], [760, 180], [620, 110], [420, 160], [470, 300], [330, 380], [180, 330], [130, 460]];
const OVAL = [[240, 520], [640, 600], [1060, 520], [1150, 340], [1020, 170], [760, 250], [520, 140], [260, 170], [150, 350]];
const STAGE = [[140, 600], [300, 470], [240, 340], [400, 260], [520, 360], [640, 240], [600, 120], [800, 110], [900, 250], [1060, 210], [1140, 380], [980, 470], [1050, 600], [760, 560], [560, 620], [360, 590]];

const PICTURES = {
  "berlinetta-dusk": car("berlinetta", "#b3161b", "dusk", 3),
  "berlinetta-yellow": car("berlinetta", "#e5b21c", "noon", 8, number(27, 640, 460)),
  "v12": engine("#ece6da", "#9aa0a6", "#a51d1d", [-28, 28], 6),
  "flat-silver": car("flat", "#b9bec4", "dawn", 5),
  "flat-green": car("flat", "#2f5d46", "noon", 11),
  "flat-six": engine("#23262b", "#8f959c", "#d9a441", [-78, 78], 3),
  "rally-mud": car("hatch", "#f2f2ee", "forest", 4, `${stripe("#1d4f9c")}${number(7, 620, 440)}${mud}`),
  "rally-snow": car("hatch", "#19459b", "snow", 14, `${stripe("#f2c230")}${number(3, 620, 440)}`),
  "rally-night": car("hatch", "#c5281c", "night", 21, `${stripe("#ffffff")}<g fill="#fff6cf"><circle cx="180" cy="430" r="30"/><circle cx="250" cy="415" r="30"/></g>`),
  "stage-map": track("#f3efe4", "#3d3a34", "#b8320b", STAGE, [2, 5, 8, 10, 12]),
  "saloon-cream": car("saloon", "#e9dcc0", "noon", 6, `<path d="M160 470H1120" stroke="#c9ccd0" stroke-width="12"/>`),
  "saloon-blue": car("saloon", "#35506f", "dusk", 16, `<path d="M160 470H1120" stroke="#c9ccd0" stroke-width="12"/>`),
  "gauge-ivory": gauge("#f1ead6", "#2d2a25", "#b8320b", 3.1),
  "gauge-black": gauge("#17181a", "#eceae5", "#ff5a36", 7.4),
  "electric-white": car("hatch", "#e8ecef", "dawn", 9, `<path d="M620 420l-40 60h40l-20 50 70-70h-42l30-40z" fill="#1f9d6b"/>`),
  "electric-van": car("van", "#2a9d8f", "snow", 12, `<path d="M620 430l-40 50h40l-20 45 70-62h-42l30-33z" fill="#fff"/>`),
  "bench-grey": bench("#d9d4ca", "#5f6b66", 2),
  "bench-blue": bench("#3a4654", "#8d7a5c", 7),
  "van-barn": car("van", "#8a6d4b", "forest", 18, mud),
  "inline-four": engine("#dfe6e8", "#6f7780", "#2a6f97", [0], 4),
  "prototype-night": car("prototype", "#e9ecef", "night", 22, `${stripe("#0b6e4f")}${number(18, 640, 480)}`),
  "prototype-dawn": car("prototype", "#1b3a6b", "dawn", 25, `${stripe("#e76f25")}${number(6, 640, 480)}`),
  "circuit-map": track("#14181f", "#e7e4dc", "#e4572e", CIRCUIT, [0, 3, 5, 8, 11, 14]),
  "oval-map": track("#eef1ec", "#2e4237", "#9c2c13", OVAL, [1, 3, 5, 7]),
  "bike-red": bike("#b3161b", "dawn", 31),
  "bike-green": bike("#2f5d46", "forest", 33),
  "bike-night": bike("#d9a441", "night", 37),
  "single": engine("#f0e9dc", "#7c8288", "#b8320b", [0], 1),
};

mkdirSync(folder, { recursive: true });
for (const [name, picture] of Object.entries(PICTURES)) writeFileSync(new URL(`${name.replaceAll("-", "")}.svg`, folder), picture);
