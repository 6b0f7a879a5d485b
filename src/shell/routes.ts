// The Shell's one table of routes: every address, who may come, how much they may send where it is more than a form of
// text, and the page. The first row that fits is taken, so what is named stands above what is any. Registered by shell.ts.

import { decideConsent, showConsent } from './hand-over/consent/consent.ts';
import { serveRedirect, serveSealed, takePosted } from './hand-over/redirect.ts';
import { serveAuthorization } from './hand-over/smart/smart.ts';
import { showAddRecord, tryAddRecord } from './hand-over/targets/new-record.tsx';
import { goBackToApp } from './hand-over/targets/refused.tsx';
import { signOutOfApp } from './hand-over/targets/sign-out.tsx';
import { itemPath, itemReader, readerAtHand } from './items/at-hand.ts';
import { doWithAll } from './items/bulk.ts';
import { showChart } from './items/charts/page.tsx';
import { sendChartPicture, sendChartTable } from './items/charts/take.tsx';
import { saveTarget, showTarget } from './items/charts/target.tsx';
import { askPurgeItem, doWithChosen, purgeNamed, restoreNamed } from './items/chosen.ts';
import { saveAbout, showAbout } from './items/documents/about.tsx';
import { findToChoose, saveAttach, showAttach, showChooseDocument } from './items/documents/attach.tsx';
import { documentsPath } from './items/documents/links.ts';
import { findDocuments, showDocuments } from './items/documents/list.tsx';
import { sendPreview } from './items/documents/preview.ts';
import { sendFile } from './items/file.ts';
import { chooseType } from './items/form/add.tsx';
import { answerTerms } from './items/form/codes.ts';
import { showEditItem, tryEditItem } from './items/form/edit.tsx';
import { itemFormBytesMax } from './items/form/form-texts.ts';
import { showNewItem, tryAddItem } from './items/form/new.tsx';
import { answerWhen } from './items/form/when.ts';
import { showHistory } from './items/history.tsx';
import { importDocumentPath, importPath, importsPath } from './items/import-links.ts';
import { showItem } from './items/item.tsx';
import { showNewLabs, tryAddLabs } from './items/labs/new.tsx';
import { showLabs } from './items/labs/over-time.tsx';
import { showLab } from './items/labs/test.tsx';
import { applyFilter, showItems, showItemsOfRecord } from './items/list.tsx';
import { intakePath } from './items/pictures/links.ts';
import { picturesPath } from './items/pictures/paths.ts';
import { revertItem } from './items/revert.ts';
import { showTimeline } from './items/timeline.tsx';
import { beginUpload, endUpload, stopUpload, takeUploadPart } from './items/upload/parts.ts';
import { showUpload, takeFile } from './items/upload/upload.tsx';
import { saveWho } from './items/who.ts';
import { sendSmallLogo } from './kit/logo.tsx';
import { recordReader } from './kit/record-reader.ts';
import {
  endOtherSessions,
  endSession,
  sendConfirmation,
  showAccount,
  showConfirmCode,
  tryConfirmCode,
} from './pages/accounts/account.tsx';
import {
  makeRecoveryCodes,
  showStartCodes,
  tryStartCodes,
  tryStopCodes,
} from './pages/accounts/change-codes.tsx';
import {
  leaveToLink,
  showAddPasskey,
  tryAddPasskey,
  tryRemovePasskey,
  tryUnlinkIdentity,
} from './pages/accounts/change-passkeys.tsx';
import {
  showChangePassword,
  tryChangePassword,
  tryRemovePassword,
} from './pages/accounts/change-password.tsx';
import {
  showChangeEmail,
  showChangeName,
  tryChangeEmail,
  tryChangeName,
} from './pages/accounts/change-profile.tsx';
import { deleteAccount, showDeleteAccount } from './pages/accounts/delete.tsx';
import {
  confirmAddress,
  sendResetLink,
  showConfirm,
  showForgotten,
  showReset,
  tryReset,
} from './pages/accounts/forgotten.tsx';
import { demandProof, proveByPasskey, proveByPassword } from './pages/accounts/prove.tsx';
import {
  comeBackFromProvider,
  leaveToProve,
  leaveToSignIn,
  refuseOldAddress,
} from './pages/accounts/provider-pages.tsx';
import { leaveShell, showSignIn, trySignIn, trySignInByPasskey } from './pages/accounts/sign-in.tsx';
import { donePath, showSignedIn } from './pages/accounts/sign-in-and-back.tsx';
import { restartSignIn, showRecovery, tryRecovery, trySignInCode } from './pages/accounts/sign-in-code.tsx';
import { showSignUp, trySignUp, trySignUpByPasskey } from './pages/accounts/sign-up.tsx';
import { restartSignUp, showFinish, tryFinish } from './pages/accounts/sign-up-pages.tsx';
import { showActivity } from './pages/activity/activity.tsx';
import { looksPath, saveLookSharing } from './pages/activity/look-sharing.tsx';
import { sendLog, sendLogTable } from './pages/activity/take.ts';
import {
  askRemoveApp,
  openApp,
  removeApp,
  saveOptionalRules,
  showApp,
  showApps,
} from './pages/apps/apps.tsx';
import { showConnect, takeConnectForm } from './pages/connect/connect.tsx';
import { endCalendar, renewCalendar, tryMakeCalendar } from './pages/daily/calendars.tsx';
import { showDaily } from './pages/daily/daily.tsx';
import { feedAddress, sendCalendar } from './pages/daily/feed.ts';
import { calendarsPath, dailyPath } from './pages/daily/paths.ts';
import { askTurnOff, saveReminders, takeTurnOff } from './pages/daily/reminders.tsx';
import {
  askRemoveAdmin,
  dismissAdmin,
  showAdmins,
  takeBackAdminInvitation,
  tryInviteAdmin,
} from './pages/develop/admins.tsx';
import {
  removeLogo,
  saveLogo,
  saveStatement,
  sendOwnLogo,
  showAppearance,
  statementBody,
  takeBackLook,
} from './pages/develop/appearance.tsx';
import {
  addCertificate,
  askRemoveCertificate,
  removeCertificate,
  showCertificates,
} from './pages/develop/certificates.tsx';
import { saveFormTab, showFormTab } from './pages/develop/form-tabs.tsx';
import { answerAppInvitation, createApp, showNewApp, showOwnApps } from './pages/develop/list.tsx';
import { askToGoLive, showLive, takeBackProposal } from './pages/develop/live.tsx';
import { saveTranslation, showLocalise } from './pages/develop/localise.tsx';
import { saveMethods, showMethods } from './pages/develop/methods.tsx';
import {
  askDeleteApp,
  askDisableOwnApp,
  changeAppState,
  deleteApp,
  showOwnApp,
} from './pages/develop/overview.tsx';
import { developer } from './pages/develop/own.tsx';
import { proveFirst } from './pages/develop/prove-first.tsx';
import {
  removeRule,
  restoreRule,
  saveRule,
  showNewRule,
  showRule,
  showRules,
} from './pages/develop/rules.tsx';
import { launchSmart, makeSmartSecret } from './pages/develop/smart-secret.tsx';
import { changeTracing, showTrace, showTracing } from './pages/develop/tracing.tsx';
import { makeTrialPerson, showTrial } from './pages/develop/trial.tsx';
import { actOnMail } from './pages/direct/act.ts';
import { saveDirectAddress, showDirectAddress } from './pages/direct/address.tsx';
import { sendAttachment, sendAttachmentPicture, showAttachment } from './pages/direct/attachments.tsx';
import { letterFormBytesMax } from './pages/direct/draft.ts';
import { showFolder } from './pages/direct/inbox.tsx';
import { showDirectMail } from './pages/direct/mail.tsx';
import {
  actPath,
  directAddressPath,
  mailFilePath,
  mailPath,
  mailPickUpPath,
  messagesPath,
  oneSentPath,
  operatorDirectPath,
  recordMailPath,
  sendPath,
  sentActPath,
  sentPath,
  writePath,
} from './pages/direct/paths.ts';
import { pickUpMail, showMailCode } from './pages/direct/pick-up.tsx';
import { sendDraft } from './pages/direct/send.ts';
import { actOnSent, askStop, showOneSent, showSent } from './pages/direct/sent.tsx';
import { showFirst, withDirect } from './pages/direct/which.ts';
import { showWrite, takeDraft } from './pages/direct/write.tsx';
import { showDirectory } from './pages/directory/directory.tsx';
import { byCodeAddress, sendPhotoByCode, showByCode } from './pages/emergency/by-code.tsx';
import { codePath, endCode, renewCode, showCode, tryMakeCode } from './pages/emergency/code-page.tsx';
import { emergencyPath, showEmergency } from './pages/emergency/emergency.tsx';
import { downloadRecord, showExport, tellProgress } from './pages/export/export.tsx';
import { applyFind, showFind } from './pages/find/find.tsx';
import { changeLanguage, changeRecord } from './pages/frame.ts';
import { growthPath, showGrowth } from './pages/growth/growth.tsx';
import { saveVaccinePlan, showVaccines, vaccinesPath } from './pages/growth/vaccines.tsx';
import { showRecordHealth } from './pages/health.tsx';
import { showHelp, showHelpTopic } from './pages/help/help.tsx';
import { hideHints } from './pages/hints/hints.tsx';
import { showHome } from './pages/home.tsx';
import {
  beginBringing,
  beginSendingZip,
  takePicture,
  takeZipPart,
  unpackZip,
} from './pages/imaging/bring.ts';
import { sendDisc } from './pages/imaging/disc.ts';
import { framesPath, sendFrame, sendStill, sendPreview as sendStudyPreview } from './pages/imaging/frames.ts';
import { actOnIntake, showIntake } from './pages/imaging/intake.tsx';
import { intakeReader } from './pages/imaging/intake-reader.ts';
import { saveKey } from './pages/imaging/key.ts';
import { showPictures, takePictures } from './pages/imaging/list.tsx';
import { showStudy } from './pages/imaging/viewer.tsx';
import { actOnImport } from './pages/imports/act.ts';
import { documentsSettingPath, saveDocumentsSetting } from './pages/imports/documents-setting.tsx';
import { makeIntake, showImports, takeDocument, takeImport } from './pages/imports/imports.tsx';
import { endIntake, intakeAddress, receiveReadings } from './pages/imports/intake.tsx';
import { askUndo, showImport } from './pages/imports/one.tsx';
import { beginSending, endSending, stopSending, takePart, tellHowFar } from './pages/imports/parts.ts';
import { importReader } from './pages/imports/reader.ts';
import { showLastPage } from './pages/last-page.tsx';
import { sendConsistency, sendLatest, sendPublication, showPublications } from './pages/log/log.tsx';
import { showMail, showMailbox } from './pages/mailbox/mailbox.tsx';
import { medicinesPath, saveDose, showMedicines } from './pages/medicines/medicines.tsx';
import { showMessage, showMessages } from './pages/messages/messages.tsx';
import {
  offlinePath,
  saveOffline,
  sendWorker,
  showCopy,
  showOffline,
  startApp,
} from './pages/offline/offline.tsx';
import { showRegisteredApp } from './pages/operator/app.tsx';
import { sendWaitingLogo, showAllApps } from './pages/operator/apps.tsx';
import { askBackup } from './pages/operator/backup-health.tsx';
import { showChildren } from './pages/operator/children.tsx';
import { approveApp, askRefuseApp, tryRefuseApp } from './pages/operator/decision.tsx';
import { showDirectHealth } from './pages/operator/direct-health.tsx';
import { operator, provedOperator } from './pages/operator/frame.tsx';
import {
  askDropDelivery,
  dropDelivery,
  retryDelivery,
  retryMail,
  showHealth,
} from './pages/operator/health.tsx';
import {
  dismissOperator,
  showOperatorOverview,
  showOperators,
  tryAddOperator,
} from './pages/operator/overview.tsx';
import {
  askSuspend,
  inviteBySignUpCode,
  reactivatePerson,
  searchPeople,
  showPeople,
  suspendPerson,
} from './pages/operator/people.tsx';
import { askDisableApp, disableApp, enableApp } from './pages/operator/switch.tsx';
import { showPickUp, takePickUpForm } from './pages/pick-up/pick-up.tsx';
import { changeStanding, saveDone, takeBackDone } from './pages/plans/act.ts';
import { showNewPlan, tryMakePlan } from './pages/plans/new-plan.tsx';
import { showNewTask, tryMakeTask } from './pages/plans/new-task.tsx';
import { plansPath } from './pages/plans/paths.ts';
import { showPlans } from './pages/plans/plans.tsx';
import { showWeek } from './pages/plans/week.tsx';
import { showEditRecord, trySaveRecord } from './pages/records/edit.tsx';
import { restoreRecord, showBin, showRecords } from './pages/records/list.tsx';
import { showRecordsOfApp } from './pages/records/list-of-app.ts';
import { showNewRecord, tryCreateRecord } from './pages/records/new.tsx';
import { askDeleteRecord, showRecord, tryDeleteRecord } from './pages/records/overview.tsx';
import { savePhoto, sendPhoto, showPhoto, tryRemovePhoto } from './pages/records/photo.tsx';
import {
  askEndAccess,
  endSharing,
  showAccess,
  tryChangeAccess,
  tryEndAccess,
  undoEndAccess,
} from './pages/sharing/change.tsx';
import { answerInvitation, showInvitation } from './pages/sharing/invitation.tsx';
import { showSharing, takeBackInvitation, tryInvite } from './pages/sharing/sharing.tsx';
import { showPrivacy, showTerms } from './pages/statements/statements.tsx';
import { applySummary, showSummary } from './pages/summary/summary.tsx';
import type { BodyBound } from './web/bounded.ts';
import { formBody } from './web/bounded.ts';
import { tooLong } from './web/problem.ts';
import type { Route } from './web/route.ts';
import { anybody, form, page, sent, signedIn } from './web/route.ts';

/** Of a form that holds all fields of an item. */
const itemBody: BodyBound = { bytesMax: itemFormBytesMax, tooLong };
/** Of a message that is written. */
const letterBody: BodyBound = { bytesMax: letterFormBytesMax, tooLong };
/** Read to the end, however large, so that the sender gets to see what is wrong. With what stands around the file. */
const pictureBody: BodyBound = { bytesMax: 8 * 1024 * 1024 + formBody.bytesMax };
/** Of a file on its way to the disk. */
const passingBody: BodyBound = { bytesMax: 262_144 };

export const routes: readonly Route[] = [
  // The frame around every page.
  form('/language', anybody, changeLanguage),
  form('/records/choose', signedIn, changeRecord),
  page('/', anybody, showHome),
  form('/hints/hide', signedIn, hideHints),
  page('/log', anybody, showPublications),
  page('/log/latest', anybody, sendLatest),
  page('/log/consistency', anybody, sendConsistency),
  page('/log/:number', anybody, sendPublication),
  page('/help', anybody, showHelp),
  page('/help/:topic', anybody, showHelpTopic),
  page('/directory', anybody, showDirectory),
  page('/app-statements/:app/privacy', anybody, showPrivacy),
  page('/app-statements/:app/terms', anybody, showTerms),
  page('/app-logo/:app', anybody, sendSmallLogo),
  page('/mailbox', anybody, showMailbox),
  page('/mailbox/:id', anybody, showMail),

  // Signing in and up.
  page('/sign-in', anybody, showSignIn),
  form('/sign-in', anybody, trySignIn),
  form('/sign-in/passkey', anybody, trySignInByPasskey),
  page(donePath, anybody, showSignedIn),
  form('/sign-out', anybody, leaveShell),
  page('/sign-in/code', anybody, restartSignIn),
  form('/sign-in/code', anybody, trySignInCode),
  page('/sign-in/recovery', anybody, showRecovery),
  form('/sign-in/recovery', anybody, tryRecovery),
  form('/sign-in/with', anybody, leaveToSignIn),
  page('/sign-in/back/:name', anybody, comeBackFromProvider),
  page('/sign-in/back', anybody, refuseOldAddress),
  page('/sign-up', anybody, showSignUp),
  form('/sign-up', anybody, trySignUp),
  form('/sign-up/passkey', anybody, trySignUpByPasskey),
  page('/sign-up/passkey', anybody, restartSignUp),
  page('/finish/:code', anybody, showFinish),
  form('/finish', anybody, tryFinish),
  page('/forgotten', anybody, showForgotten),
  form('/forgotten', anybody, sendResetLink),
  page('/reset/:code', anybody, showReset),
  form('/reset', anybody, tryReset),
  page('/confirm/:code', anybody, showConfirm),
  form('/confirm', anybody, confirmAddress),

  // One’s own account.
  page('/account', signedIn, showAccount),
  form('/account/confirm', signedIn, sendConfirmation),
  page('/account/confirm/code', signedIn, showConfirmCode),
  form('/account/confirm/code', signedIn, tryConfirmCode),
  form('/account/sessions/end', signedIn, endSession),
  form('/account/sessions/end-others', signedIn, endOtherSessions),
  form('/account/prove', signedIn, proveByPassword),
  form('/account/prove/passkey', signedIn, proveByPasskey),
  form('/account/prove/with', signedIn, leaveToProve),
  page('/account/name', signedIn, showChangeName),
  form('/account/name', signedIn, tryChangeName),
  page('/account/email', demandProof('/account/email'), showChangeEmail),
  form('/account/email', demandProof('/account/email'), tryChangeEmail),
  page('/account/password', demandProof('/account/password'), showChangePassword),
  form('/account/password', demandProof('/account/password'), tryChangePassword),
  form('/account/password/remove', demandProof('/account/password'), tryRemovePassword),
  page('/account/passkeys', demandProof('/account/passkeys'), showAddPasskey),
  form('/account/passkeys', demandProof('/account/passkeys'), tryAddPasskey),
  form('/account/passkeys/remove', demandProof('/account'), tryRemovePasskey),
  form('/account/identities/add', demandProof('/account'), leaveToLink),
  form('/account/identities/remove', demandProof('/account'), tryUnlinkIdentity),
  page('/account/codes', demandProof('/account/codes'), showStartCodes),
  form('/account/codes', demandProof('/account/codes'), tryStartCodes),
  form('/account/codes/off', demandProof('/account'), tryStopCodes),
  form('/account/recovery-codes', demandProof('/account'), makeRecoveryCodes),
  page('/account/delete', demandProof('/account/delete'), showDeleteAccount),
  form('/account/delete', demandProof('/account/delete'), deleteAccount),

  // Items of a record.
  page('/items/add', signedIn, chooseType),
  page('/items/new/:type', signedIn, showNewItem),
  form('/items/new/:type', signedIn, tryAddItem, itemBody),
  page('/items/:id/edit', signedIn, showEditItem),
  form('/items/:id/edit', signedIn, tryEditItem, itemBody),
  form('/items/terms', anybody, answerTerms),
  form('/items/when', anybody, answerWhen),
  page('/items', readerAtHand, showItems),
  form('/items/find', readerAtHand, applyFilter),
  form('/items/chosen', readerAtHand, doWithChosen),
  form('/items/all', readerAtHand, doWithAll),
  form('/items/restore', readerAtHand, restoreNamed),
  form('/items/purge', readerAtHand, purgeNamed),
  page('/timeline', readerAtHand, showTimeline),
  page('/charts/:kind', readerAtHand, showChart),
  page('/charts/:kind/target', readerAtHand, showTarget),
  form('/charts/:kind/target', readerAtHand, saveTarget),
  page('/charts/:kind/numbers.csv', readerAtHand, sendChartTable),
  page('/charts/:kind/picture.svg', readerAtHand, sendChartPicture),
  page('/labs', readerAtHand, showLabs),
  page('/labs/test', readerAtHand, showLab),
  page('/labs/new', signedIn, showNewLabs),
  form('/labs/new', signedIn, tryAddLabs),
  page(growthPath, readerAtHand, showGrowth),
  page(vaccinesPath, readerAtHand, showVaccines),
  form(vaccinesPath, readerAtHand, saveVaccinePlan),
  page(itemPath, itemReader, showItem),
  page(`${itemPath}/history`, itemReader, showHistory),
  page(`${itemPath}/purge`, itemReader, askPurgeItem),
  page(`${itemPath}/files/:file`, itemReader, sendFile),
  page(`${itemPath}/files/:file/preview`, itemReader, sendPreview),
  page(`${itemPath}/pictures`, itemReader, showStudy),
  page(`${itemPath}/pictures/still/:file/:frame`, itemReader, sendStill),
  page(`${itemPath}/pictures/preview`, itemReader, sendStudyPreview),
  page(`${itemPath}/pictures/disc.zip`, itemReader, sendDisc),
  form(`${itemPath}/pictures/key`, itemReader, saveKey),
  page(`${framesPath}/:ticket/:file/:frame`, signedIn, sendFrame),
  page(picturesPath, readerAtHand, showPictures),
  sent(picturesPath, signedIn, takePictures, passingBody),
  sent(`${picturesPath}/begin`, anybody, beginBringing),
  sent(`${picturesPath}/file`, anybody, takePicture, passingBody),
  sent(`${picturesPath}/zip/begin`, anybody, beginSendingZip),
  sent(`${picturesPath}/zip/part`, anybody, takeZipPart, passingBody),
  sent(`${picturesPath}/zip/unpack`, anybody, unpackZip),
  page(intakePath, intakeReader, showIntake),
  form(intakePath, intakeReader, actOnIntake),
  page(`${itemPath}/document`, itemReader, showAbout),
  form(`${itemPath}/document`, itemReader, saveAbout),
  page(`${itemPath}/attach`, itemReader, showAttach),
  form(`${itemPath}/attach`, itemReader, saveAttach),
  page(`${itemPath}/documents`, itemReader, showChooseDocument),
  form(`${itemPath}/documents`, itemReader, findToChoose),
  page(documentsPath, readerAtHand, showDocuments),
  form(documentsPath, readerAtHand, findDocuments),
  form(`${itemPath}/revert`, itemReader, revertItem),
  form(`${itemPath}/who`, itemReader, saveWho),
  page('/upload', readerAtHand, showUpload),
  sent('/upload', signedIn, takeFile, passingBody),
  sent('/upload/begin', anybody, beginUpload),
  sent('/upload/part', anybody, takeUploadPart, passingBody),
  sent('/upload/end', anybody, endUpload),
  sent('/upload/stop', anybody, stopUpload),
  page(importsPath, readerAtHand, showImports),
  sent(importsPath, signedIn, takeImport, passingBody),
  form(importDocumentPath, signedIn, takeDocument),
  form(`${importsPath}/address`, readerAtHand, makeIntake),
  form(`${importsPath}/address/end`, readerAtHand, endIntake),
  sent(intakeAddress, anybody, receiveReadings, passingBody),
  sent(`${importsPath}/begin`, anybody, beginSending),
  sent(`${importsPath}/part`, anybody, takePart, passingBody),
  sent(`${importsPath}/end`, anybody, endSending),
  sent(`${importsPath}/stop`, anybody, stopSending),
  page(importPath, importReader, showImport),
  form(importPath, importReader, actOnImport, itemBody),
  page(`${importPath}/undo`, importReader, askUndo),
  page(`${importPath}/progress`, importReader, tellHowFar),

  // Records.
  page('/records/add', signedIn, showAddRecord),
  form('/records/add', signedIn, tryAddRecord),
  page('/records/app/:app', signedIn, showRecordsOfApp),
  page('/records/new', signedIn, showNewRecord),
  form('/records/new', signedIn, tryCreateRecord),
  page('/records', signedIn, showRecords),
  page('/records/bin', signedIn, showBin),
  form('/records/restore', signedIn, restoreRecord),
  page('/records/:record/edit', recordReader, showEditRecord),
  form('/records/edit', signedIn, trySaveRecord),
  page('/records/:record/sharing', recordReader, showSharing),
  form('/records/sharing', signedIn, tryInvite),
  form('/records/sharing/withdraw', signedIn, takeBackInvitation),
  page('/records/:record/sharing/:person', recordReader, showAccess),
  page('/records/:record/sharing/:person/end', recordReader, askEndAccess),
  form('/records/sharing/change', signedIn, tryChangeAccess),
  form('/records/sharing/end', signedIn, tryEndAccess),
  form('/records/sharing/give-back', signedIn, undoEndAccess),
  form('/records/sharing/done', signedIn, endSharing),
  page('/invitations/:code', anybody, showInvitation),
  form('/invitations/answer', anybody, answerInvitation),
  page('/records/:record/photo', recordReader, showPhoto),
  page('/records/:record/photo/image', recordReader, sendPhoto),
  sent('/records/photo', signedIn, savePhoto, pictureBody),
  form('/records/photo/remove', signedIn, tryRemovePhoto),
  page('/find', signedIn, showFind),
  form('/find', signedIn, applyFind),
  page('/records/:record/health', recordReader, showRecordHealth),
  page('/records/:record', recordReader, showRecord),
  page('/records/:record/delete', recordReader, askDeleteRecord),
  form('/records/delete', signedIn, tryDeleteRecord),
  form(looksPath, signedIn, saveLookSharing),
  form(documentsSettingPath, signedIn, saveDocumentsSetting),
  page('/records/:record/items', recordReader, showItemsOfRecord),
  page('/export', readerAtHand, showExport),
  page('/export/progress', readerAtHand, tellProgress),
  form('/export', signedIn, downloadRecord),
  page('/activity', readerAtHand, showActivity),
  page('/activity/log.jsonl', readerAtHand, sendLog),
  page('/activity/log.csv', readerAtHand, sendLogTable),
  page(messagesPath, signedIn, showFirst),
  page(`${messagesPath}/unknown`, signedIn, withDirect(showFolder('unknown'))),
  page(`${messagesPath}/spam`, signedIn, withDirect(showFolder('spam'))),
  page(`${messagesPath}/bin`, signedIn, withDirect(showFolder('bin'))),
  page(mailPath, signedIn, withDirect(showDirectMail)),
  form(actPath, signedIn, actOnMail),
  page(mailFilePath, signedIn, withDirect(sendAttachment)),
  page(`${mailFilePath}/preview`, signedIn, withDirect(sendAttachmentPicture)),
  page(`${mailFilePath}/read`, signedIn, withDirect(showAttachment)),
  page(sentPath, signedIn, withDirect(showSent)),
  page(oneSentPath, signedIn, withDirect(showOneSent)),
  page(`${oneSentPath}/stop`, signedIn, withDirect(askStop)),
  form(sentActPath, signedIn, actOnSent),
  page(writePath, readerAtHand, withDirect(showWrite)),
  form(writePath, readerAtHand, takeDraft, letterBody),
  form(sendPath, readerAtHand, sendDraft, letterBody),
  page(mailPickUpPath, signedIn, showMailCode),
  form(mailPickUpPath, signedIn, pickUpMail),
  page(directAddressPath, signedIn, showDirectAddress),
  form(directAddressPath, signedIn, saveDirectAddress),
  page(recordMailPath, readerAtHand, showMessages),
  page(`${messagesPath}/:id`, readerAtHand, showMessage),
  page(offlinePath, signedIn, showOffline),
  form(offlinePath, signedIn, saveOffline),
  page(`${offlinePath}/copy`, signedIn, showCopy),
  page(`${offlinePath}/start`, anybody, startApp),
  page(`${offlinePath}/worker.js`, anybody, sendWorker),
  page(emergencyPath, readerAtHand, showEmergency),
  page(codePath, readerAtHand, showCode),
  form(codePath, readerAtHand, tryMakeCode),
  form(`${codePath}/renew`, readerAtHand, renewCode),
  form(`${codePath}/end`, readerAtHand, endCode),
  page(byCodeAddress, anybody, showByCode),
  page(`${byCodeAddress}/photo`, anybody, sendPhotoByCode),
  page('/summary', readerAtHand, showSummary),
  form('/summary', readerAtHand, applySummary),
  page(medicinesPath, readerAtHand, showMedicines),
  form(`${medicinesPath}/dose`, readerAtHand, saveDose),
  page(plansPath, readerAtHand, showPlans),
  page(`${plansPath}/week`, readerAtHand, showWeek),
  page(`${plansPath}/new`, readerAtHand, showNewPlan),
  form(`${plansPath}/new`, readerAtHand, tryMakePlan),
  page(`${plansPath}/task`, readerAtHand, showNewTask),
  form(`${plansPath}/task`, readerAtHand, tryMakeTask),
  form(`${plansPath}/done`, readerAtHand, saveDone),
  form(`${plansPath}/undo`, readerAtHand, takeBackDone),
  form(`${plansPath}/change`, readerAtHand, changeStanding),
  page(dailyPath, readerAtHand, showDaily),
  form(dailyPath, readerAtHand, saveReminders),
  page(`${dailyPath}/off`, anybody, askTurnOff),
  form(`${dailyPath}/off`, anybody, takeTurnOff),
  form(calendarsPath, readerAtHand, tryMakeCalendar),
  form(`${calendarsPath}/renew`, readerAtHand, renewCalendar),
  form(`${calendarsPath}/end`, readerAtHand, endCalendar),
  page(feedAddress, anybody, sendCalendar),

  // Applications: what they ask, and what they may.
  page('/redirect.aspx', anybody, serveRedirect),
  sent('/redirect.aspx', anybody, takePosted),
  page('/go', anybody, serveSealed),
  page('/authorize', anybody, serveAuthorization),
  form('/return', anybody, goBackToApp),
  form('/sign-out-of-app', anybody, signOutOfApp),
  page('/consent', signedIn, showConsent),
  form('/consent', signedIn, decideConsent),
  page('/connect', anybody, showConnect),
  sent('/connect', anybody, takeConnectForm),
  page('/pick-up', anybody, showPickUp),
  sent('/pick-up', anybody, takePickUpForm),
  page('/application/complete', anybody, showLastPage),
  page('/apps', signedIn, showApps),
  page('/apps/:app/:record', signedIn, showApp),
  page('/apps/:app/:record/remove', signedIn, askRemoveApp),
  form('/apps/optional', signedIn, saveOptionalRules),
  form('/apps/remove', signedIn, removeApp),
  form('/apps/open', signedIn, openApp),

  // Those who run the vault.
  page('/operator', operator, showOperatorOverview),
  page('/operator/operators', provedOperator, showOperators),
  form('/operator/operators/add', provedOperator, tryAddOperator),
  form('/operator/operators/remove', provedOperator, dismissOperator),
  page('/operator/people', operator, showPeople),
  form('/operator/people', operator, searchPeople),
  page('/operator/people/:person/suspend', provedOperator, askSuspend),
  form('/operator/people/code', provedOperator, inviteBySignUpCode),
  form('/operator/people/suspend', provedOperator, suspendPerson),
  form('/operator/people/reactivate', provedOperator, reactivatePerson),
  page('/operator/apps', operator, showAllApps),
  page('/operator/apps/:app', provedOperator, showRegisteredApp),
  page('/operator/apps/:app/logo/:name', operator, sendWaitingLogo),
  page('/operator/apps/:app/refuse', provedOperator, askRefuseApp),
  form('/operator/apps/approve', provedOperator, approveApp),
  form('/operator/apps/refuse', provedOperator, tryRefuseApp),
  page('/operator/apps/:app/disable', provedOperator, askDisableApp),
  form('/operator/apps/disable', provedOperator, disableApp),
  form('/operator/apps/enable', provedOperator, enableApp),
  page('/operator/apps/:app/children', provedOperator, showChildren),
  page('/operator/health', operator, showHealth),
  page('/operator/health/:subscription/drop', provedOperator, askDropDelivery),
  form('/operator/health/retry', provedOperator, retryDelivery),
  form('/operator/health/drop', provedOperator, dropDelivery),
  form('/operator/health/mail', provedOperator, retryMail),
  form('/operator/health/backup', provedOperator, askBackup),
  page(operatorDirectPath, operator, showDirectHealth),

  // Developers.
  page('/develop', signedIn, showOwnApps),
  page('/develop/new', signedIn, showNewApp),
  form('/develop/new', signedIn, createApp),
  form('/develop/invitation', signedIn, answerAppInvitation),
  page('/develop/:app', developer, showOwnApp),
  page('/develop/:app/disable', developer, askDisableOwnApp),
  form('/develop/:app/state', developer, changeAppState),
  page('/develop/:app/delete', developer, askDeleteApp),
  form('/develop/:app/delete', developer, deleteApp),
  page('/develop/:app/information', developer, showFormTab('information')),
  form('/develop/:app/information', developer, saveFormTab('information')),
  page('/develop/:app/organisation', developer, showFormTab('organisation')),
  form('/develop/:app/organisation', developer, saveFormTab('organisation')),
  page('/develop/:app/directory', developer, showFormTab('directory')),
  form('/develop/:app/directory', developer, saveFormTab('directory')),
  page('/develop/:app/misc', developer, showFormTab('misc')),
  form('/develop/:app/misc', developer, saveFormTab('misc')),
  page('/develop/:app/smart', developer, showFormTab('smart')),
  form('/develop/:app/smart', developer, saveFormTab('smart')),
  page('/develop/:app/smart/add', developer, proveFirst('smart')),
  page('/develop/:app/misc/add', developer, proveFirst('misc')),
  form('/develop/:app/smart/secret', developer, makeSmartSecret),
  form('/develop/:app/smart/launch', developer, launchSmart),
  page('/develop/:app/appearance', developer, showAppearance),
  page('/develop/:app/logo/:name', developer, sendOwnLogo),
  sent('/develop/:app/logo', signedIn, saveLogo, pictureBody),
  form('/develop/:app/logo/remove', developer, removeLogo),
  form('/develop/:app/logo/take-back', developer, takeBackLook),
  form('/develop/:app/statement', developer, saveStatement, statementBody),
  page('/develop/:app/methods', developer, showMethods),
  form('/develop/:app/methods', developer, saveMethods),
  page('/develop/:app/online', developer, showRules('online')),
  page('/develop/:app/online/new', developer, showNewRule('online')),
  page('/develop/:app/online/rule', developer, showRule('online')),
  form('/develop/:app/online', developer, saveRule('online')),
  form('/develop/:app/online/remove', developer, removeRule('online')),
  form('/develop/:app/online/restore', developer, restoreRule),
  page('/develop/:app/offline', developer, showRules('offline')),
  page('/develop/:app/offline/new', developer, showNewRule('offline')),
  page('/develop/:app/offline/rule', developer, showRule('offline')),
  form('/develop/:app/offline', developer, saveRule('offline')),
  form('/develop/:app/offline/remove', developer, removeRule('offline')),
  form('/develop/:app/offline/restore', developer, restoreRule),
  page('/develop/:app/certificates', developer, showCertificates),
  page('/develop/:app/certificates/add', developer, proveFirst('certificates')),
  page('/develop/:app/certificates/:thumbprint/remove', developer, askRemoveCertificate),
  sent('/develop/:app/certificates', signedIn, addCertificate),
  form('/develop/:app/certificates/remove', developer, removeCertificate),
  page('/develop/:app/localise', developer, showLocalise),
  form('/develop/:app/localise', developer, saveTranslation),
  page('/develop/:app/admins', developer, showAdmins),
  page('/develop/:app/admins/add', developer, proveFirst('admins')),
  form('/develop/:app/admins', developer, tryInviteAdmin),
  page('/develop/:app/admins/:person/remove', developer, askRemoveAdmin),
  form('/develop/:app/admins/remove', developer, dismissAdmin),
  form('/develop/:app/admins/withdraw', developer, takeBackAdminInvitation),
  page('/develop/:app/live', developer, showLive),
  form('/develop/:app/live', developer, askToGoLive),
  form('/develop/:app/live/withdraw', developer, takeBackProposal),
  page('/develop/:app/tracing', developer, showTracing),
  page('/develop/:app/tracing/:trace', developer, showTrace),
  form('/develop/:app/tracing', developer, changeTracing),
  page('/develop/:app/trial', developer, showTrial),
  form('/develop/:app/trial', developer, makeTrialPerson),
];
