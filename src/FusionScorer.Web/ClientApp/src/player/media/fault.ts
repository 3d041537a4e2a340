/** What went wrong with a file, in words; unplayable = another copy of it could help. */
export interface Fault { text: string; unplayable: boolean }

/** By the codes of MediaError. */
export function faultOf(code: number): Fault {
  switch (code) {
    case 2: return { text: 'the connection broke off while reading it', unplayable: false };
    case 3: return { text: 'this browser cannot decode it', unplayable: true };
    case 4: return { text: 'this browser does not know its format, or the file is not there', unplayable: true };
    default: return { text: 'loading was stopped', unplayable: false };
  }
}
