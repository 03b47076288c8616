/** What this device gives to a conversation: its microphone, camera and screen, and who has asked it to be still. */

import { signal, type ReadonlySignal } from "@preact/signals-core";
import type { FarCamera, ParticipantView, PeerCameraWish } from "~/signaling/web/wire";
import type { Media } from "./ports";
import type { Self } from "./words";

export class Own {
  readonly #self: Self;
  readonly #tell: (me: ParticipantView, muted: boolean) => void;
  readonly #media = signal<Media | null>(null);
  readonly #microphoneOn = signal(true);
  readonly #cameraOn;
  readonly #screenOn = signal(false);
  /** What was wished before the devices were open. */
  #cameraWished: boolean | null = null;
  #me: ParticipantView | null = null;
  #mutedBy: string | null = null;
  #heldBack = false;

  /** `tell` lets the others see that this person is muted, or is no more. */
  constructor(self: Self, video: boolean, tell: (me: ParticipantView, muted: boolean) => void) {
    this.#self = self;
    this.#tell = tell;
    this.#cameraOn = signal(video);
  }

  get media(): ReadonlySignal<Media | null> {
    return this.#media;
  }
  get microphoneOn(): ReadonlySignal<boolean> {
    return this.#microphoneOn;
  }
  get cameraOn(): ReadonlySignal<boolean> {
    return this.#cameraOn;
  }
  get screenOn(): ReadonlySignal<boolean> {
    return this.#screenOn;
  }

  open(media: Media, video: boolean): void {
    this.#media.value = media;
    this.#cameraOn.value = video && media.camera;
    this.#live();
    if (this.#cameraWished !== null) void this.wishCamera(this.#cameraWished);
  }

  /** The camera on or off, also while the devices are still being opened. */
  async wishCamera(on: boolean): Promise<void> {
    this.#cameraWished = on;
    if (this.#media.peek() !== null && this.#cameraOn.peek() !== on) await this.toggleCamera();
  }

  /** Somebody asked this device to be still: it is, until its own person speaks again. */
  obey(me: ParticipantView | null): void {
    this.#me = me;
    const by = me?.muted_by ?? null;
    if (by !== null && by !== this.#mutedBy && by !== this.#self.id) this.#microphone(false);
    this.#mutedBy = by;
  }

  /**
   * While a voice clip is spoken nobody hears it live too. Past `microphoneOn`: the person has not muted themselves, and
   * what they had chosen, or choose meanwhile, holds again afterwards.
   */
  holdBack(on: boolean): void {
    this.#heldBack = on;
    this.#live();
  }

  camera(): FarCamera | null {
    return this.#media.peek()?.farCamera() ?? null;
  }

  async obeyCamera({ torch, zoom }: PeerCameraWish): Promise<void> {
    await this.#media.peek()?.setFarCamera(torch, zoom);
  }

  toggleMicrophone(): void {
    const on = !this.#microphoneOn.peek();
    this.#microphone(on);
    const me = this.#me;
    if (me !== null && (me.muted_by === null) !== on) this.#tell(me, !on);
  }

  async toggleCamera(): Promise<void> {
    const on = !this.#cameraOn.peek();
    const done = await this.#media.peek()?.setCamera(on);
    if (done === true) this.#cameraOn.value = on;
  }

  async toggleScreen(): Promise<void> {
    const on = !this.#screenOn.peek();
    const done = await this.#media.peek()?.setScreen(on, () => (this.#screenOn.value = false));
    if (done === true) this.#screenOn.value = on;
  }

  stop(): void {
    this.#media.peek()?.stop();
  }

  #microphone(on: boolean): void {
    this.#microphoneOn.value = on;
    this.#live();
  }

  #live(): void {
    this.#media.peek()?.setMicrophone(this.#microphoneOn.peek() && !this.#heldBack);
  }
}
