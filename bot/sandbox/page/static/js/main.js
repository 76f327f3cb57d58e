import { startComposer } from "./composer.js";
import { startDialogs } from "./dialogs.js";
import { startFaults } from "./faults.js";
import { startFiles } from "./files.js";
import { startHeader } from "./header.js";
import { startIdeas } from "./ideas.js";
import { startKeyboards } from "./keyboards.js";
import { startMail } from "./mail.js";
import { startMessages } from "./messages.js";
import { connect } from "./net.js";
import { startPersonas } from "./personas.js";
import { startPhone } from "./phone.js";
import { startSamples } from "./samples.js";
import { apply, setConnected } from "./store.js";
import { startTabs } from "./tabs.js";

for (const start of [
  startComposer,
  startMessages,
  startKeyboards,
  startHeader,
  startPersonas,
  startIdeas,
  startSamples,
  startPhone,
  startMail,
  startFaults,
  startFiles,
  startDialogs,
  startTabs,
]) {
  start();
}
connect({ onChange: apply, onState: setConnected });
