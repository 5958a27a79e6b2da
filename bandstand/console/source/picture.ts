// What the console tells, as bandstand/console/picture.py makes it.

export interface Row {
  region: string;
  view: string;
  log: string;
  last: number;
  watermark: number;
  lag: number | null;
  parked: number;
  state: string;
  rate: number | null;
}

export interface LogTold {
  log: string;
  mirror: boolean;
  last: number;
  bytes: number;
  sealed: boolean;
  full: string;
  rate: number | null;
}

export interface Peer {
  region: string;
  link: "up" | "down";
  unknown: string;
}

export interface Process {
  replica: string;
  group: string;
  reads: string[];
  stuck: number;
  trouble: string[];
  findings: { log: string; why: string }[];
}

export interface Child {
  role: string;
  runs: boolean;
  restarts: number;
}

export interface Blocks {
  unknown: string;
  at: string | null;
  ranges: string[];
  entries: number;
  tookS: number | null;
}

export interface Reason {
  view: string;
  where: (string | number)[];
  why: string;
}

export interface Region {
  region: string;
  unknown: string;
  log: { unknown: string; logs: LogTold[]; peers: Peer[] };
  projectors: Process[];
  gateways: Process[];
  processes: Child[];
  views: {
    unknown: string;
    rows: Row[];
    parked: Reason[];
    parkedMore: number;
    failed: Reason[];
    failedMore: number;
  };
  blocks: Record<string, Blocks>;
}

export interface Link {
  name: string;
  regions: string[];
  passage: string;
}

export interface Agreement {
  view: string;
  state: "one" | "apart" | "DIVERGED" | "unknown" | "alone";
  why: string;
  differ: number[];
  of: number;
}

export interface Reached {
  region: string;
  storedMs: number | null;
  mergedMs: number | null;
  unknown: string;
}

export interface Followed {
  log: string;
  sequence: number;
  id: string;
  type: string;
  actor: string;
  stampedMs: number | null;
  regions: Reached[];
}

export interface Picture {
  at: string;
  regions: Region[];
  links: Link[];
  agreements: Agreement[];
  wrong: { region: string; what: string }[];
  trail: Followed[];
}

export interface Writing {
  title: string;
  query: string;
  variables: string;
}

/** What the page is given as it is loaded. */
export interface Given {
  regions: string[];
  token: string;
  writings: Writing[];
  gateways: Record<string, string>;
}
