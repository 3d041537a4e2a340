/** The shapes of `/api/v1` about people: who is signed in, accounts, settings. */

export type Role = 'reviewer' | 'lead' | 'policy' | 'admin';

/** GET /session. `csrf` goes into the header X-CSRF-Token of every request that changes something. */
export interface Session {
  /** Null when nobody is signed in. */
  user: { name: string; role: Role } | null;
  csrf: string;
  /** True until the first administrator has been made by the one-time link. */
  needsSetup: boolean;
  project: Project | null;
  /** The organisation's identity provider can be asked: GET /session/oidc. */
  singleSignOn?: boolean;
}

/** Null parts of a project are unknown before signing in. */
export interface Project {
  name: string;
  /** Level names, mildest first. */
  levels: string[];
  policy: string;
  clips: number;
  strategies: string[];
  defaultStrategy: string;
  signals: string[];
}

/** What protects a reviewer. A stricter value of the organisation's floor always wins. */
export interface Protection {
  /** Blur of pictures in CSS pixels at 480 px width, 0 to 40; 0 = none. */
  blur: number;
  grey: boolean;
  mute: boolean;
  /** Reveal goes blur+grey → grey → colour instead of in one step. */
  twoStep: boolean;
  maskWords: boolean;
  /** Minutes of revealed pictures or sound after which a break is offered; 0 = never. */
  breakAfterMinutes: number;
}

/** GET and PUT /me/settings. */
export interface UserSettings {
  protection: Protection;
  /** Command name → key, for keys that differ from the defaults. */
  keys: Record<string, string>;
  theme: 'system' | 'light' | 'dark';
  /** Seconds before a mark at which playing starts. */
  preRoll: number;
}

/** GET /organisation (all), PUT (lead, admin). */
export interface Organisation {
  floor: Protection;
  /** How long a clip is held without a sign of life. */
  leaseMinutes: number;
}

/** GET /accounts (admin; leads see names and roles); POST {name, role}; PATCH /accounts/{name} {role?, disabled?}; POST /accounts/{name}/invitation. */
export interface Account { name: string; role: Role; disabled: boolean; invited: boolean; createdAt: string; lastSeenAt: string | null }
export interface Invitation { link: string; until: string }

/** GET /audit-log?before=&limit=&action=&who= (lead, admin) */
export interface AuditEvent { seq: number; at: string; who: string; action: string; subject: string; detail: string }
