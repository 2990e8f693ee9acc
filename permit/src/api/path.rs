//! Paths, as axum writes them.

/// `POST` asks for a sign-in code by e-mail.
pub const SIGN_IN_CODES: &str = "/api/sign-in-codes";
/// `POST` signs in with a code; `GET` tells who is signed in; `DELETE` signs out.
pub const SESSION: &str = "/api/session";
/// `GET` lists one's drafts.
pub const DRAFTS: &str = "/api/drafts";
/// `GET` reads, `PATCH` creates or saves, `DELETE` deletes a draft.
pub const DRAFT: &str = "/api/drafts/{id}";
/// `POST` submits a draft.
pub const DRAFT_APPLICATION: &str = "/api/drafts/{id}/application";
/// `GET` lists one's applications.
pub const APPLICATIONS: &str = "/api/applications";
/// `GET` reads one application with its history.
pub const APPLICATION: &str = "/api/applications/{id}";
/// `POST` a profile, and get the preview of its category.
pub const CLASSIFY: &str = "/api/classify";
/// `GET` the filled-in form of a draft as PDF.
pub const DRAFT_FORM: &str = "/api/drafts/{id}/form.pdf";
/// `GET` the package of a draft as ZIP.
pub const DRAFT_PACKAGE: &str = "/api/drafts/{id}/package.zip";
/// `GET` the form of an application as it was sent.
pub const APPLICATION_FORM: &str = "/api/applications/{id}/form.pdf";
/// `GET` the package of an application.
pub const APPLICATION_PACKAGE: &str = "/api/applications/{id}/package.zip";
/// `GET` the receipt of an application.
pub const APPLICATION_RECEIPT: &str = "/api/applications/{id}/receipt.pdf";
/// `GET` whether a receipt's reference and hash are of an application here.
pub const VERIFY: &str = "/api/verify/{reference}/{hash}";
/// `POST` begins an upload (tus 1.0.0); `OPTIONS` says what the server can.
pub const UPLOADS: &str = "/api/uploads";
/// `HEAD` tells how far an upload is, `PATCH` goes on with it, `DELETE` ends it.
pub const UPLOAD: &str = "/api/uploads/{id}";
/// `GET` lists one's files.
pub const FILES: &str = "/api/files";
/// `GET` reads, `DELETE` deletes a file.
pub const FILE: &str = "/api/files/{id}";
/// `GET` the OpenAPI document.
pub const OPENAPI: &str = "/api/openapi.json";

/// `POST` signs a member of the staff in; `GET` tells who is signed in; `DELETE` signs out.
pub const STAFF_SESSION: &str = "/api/staff/session";
/// `GET` the authority's queue, a page at a time.
pub const DESK_CASES: &str = "/api/desk/cases";
/// `GET` one application as the authority has it.
pub const DESK_CASE: &str = "/api/desk/cases/{id}";
/// `POST` what an officer does with it.
pub const DESK_CASE_ACTIONS: &str = "/api/desk/cases/{id}/actions";
/// `GET` a file of an application, for the authority.
pub const DESK_CASE_FILE: &str = "/api/desk/cases/{id}/files/{file}";
/// `GET` what the events of a period say together.
pub const DESK_STATISTICS: &str = "/api/desk/statistics";
/// `GET` the employers that wait for the authority, or all.
pub const DESK_ORGANISATIONS: &str = "/api/desk/organisations";
/// `GET` the employers in a state, or that a search finds, a page at a time.
pub const DESK_EMPLOYERS: &str = "/api/desk/employers";
/// `POST` whether an employer's registration is approved.
pub const DESK_ORGANISATION_DECISION: &str = "/api/desk/organisations/{id}/decision";
/// `GET` a file that proves an employer's registration, for the authority.
pub const DESK_ORGANISATION_FILE: &str = "/api/desk/organisations/{id}/files/{file}";

/// `POST` what the applicant does with an application.
pub const APPLICATION_ACTIONS: &str = "/api/applications/{id}/actions";
/// `GET` the Notification Letter.
pub const APPLICATION_LETTER: &str = "/api/applications/{id}/letter.pdf";
/// `GET` the same, for the employer.
pub const EMPLOYER_CASE_LETTER: &str = "/api/organisations/{id}/cases/{case}/letter.pdf";
/// `GET` the same, for the authority.
pub const DESK_CASE_LETTER: &str = "/api/desk/cases/{id}/letter.pdf";
/// `GET` and `PUT` which e-mails one gets, and when.
pub const NOTICES: &str = "/api/notices";
/// `GET` whether a letter's number, or that of the work permit on it, and its code are of a letter from here, and whether it
/// holds.
pub const VERIFY_LETTER: &str = "/api/letters/{number}/{code}";

/// `GET` lists one's organisations; `POST` registers one.
pub const ORGANISATIONS: &str = "/api/organisations";
/// `GET` reads, `PUT` changes an organisation.
pub const ORGANISATION: &str = "/api/organisations/{id}";
/// `POST` makes somebody a member of an organisation, or changes what they are.
pub const MEMBERS: &str = "/api/organisations/{id}/members";
/// `DELETE` ends a membership; what the person had goes to who is named.
pub const MEMBER: &str = "/api/organisations/{id}/members/{member}";
/// `GET` who did what in an organisation, newest first, a page at a time.
pub const ORGANISATION_HISTORY: &str = "/api/organisations/{id}/history";
/// `GET` lists an organisation's invitations; `POST` invites people, one or sixty.
pub const INVITATIONS: &str = "/api/organisations/{id}/invitations";
/// `GET` reads, `PUT` corrects, `DELETE` ends an invitation.
pub const INVITATION: &str = "/api/organisations/{id}/invitations/{invitation}";
/// `POST` sends an invitation's letter again.
pub const INVITATION_LETTER: &str = "/api/organisations/{id}/invitations/{invitation}/letter";
/// `POST` reminds those who have not answered, all or some.
pub const REMINDERS: &str = "/api/organisations/{id}/reminders";
/// `GET` lists the posts that an organisation keeps; `POST` keeps one.
pub const POSTS: &str = "/api/organisations/{id}/posts";
/// `PUT` changes, `DELETE` deletes a post.
pub const POST: &str = "/api/organisations/{id}/posts/{post}";
/// `GET` opens a paper of an organisation's registration; `PUT` makes a file of one's own one; `DELETE` takes it away.
pub const ORGANISATION_FILE: &str = "/api/organisations/{id}/files/{file}";
/// `GET`, `PATCH` the employer's part.
pub const PART: &str = "/api/organisations/{id}/invitations/{invitation}/part";
/// `POST` joins a draft by the code that its applicant gave.
pub const JOIN: &str = "/api/organisations/{id}/join";
/// `GET` an organisation's applications, a page at a time.
pub const EMPLOYER_CASES: &str = "/api/organisations/{id}/cases";
/// `GET` all of them as CSV.
pub const EMPLOYER_CASES_CSV: &str = "/api/organisations/{id}/cases.csv";
/// `GET` one application as the employer may see it.
pub const EMPLOYER_CASE: &str = "/api/organisations/{id}/cases/{case}";
/// `POST` what the employer does with it.
pub const EMPLOYER_CASE_ACTIONS: &str = "/api/organisations/{id}/cases/{case}/actions";
/// `GET` the package for filing.
pub const EMPLOYER_CASE_PACKAGE: &str = "/api/organisations/{id}/cases/{case}/package.zip";

/// `GET` what of an application needs a Chinese rendering, for its employer; `PATCH` writes renderings.
pub const EMPLOYER_RENDERINGS: &str = "/api/organisations/{id}/cases/{case}/renderings";
/// `GET` the Chinese renderings of one's own words; `PATCH` confirms them, or sends them back.
pub const APPLICATION_RENDERINGS: &str = "/api/applications/{id}/renderings";

/// `GET` an invitation by the secret in its letter, before anybody is signed in.
pub const INVITED: &str = "/api/invitations/{secret}";
/// `POST` whether the person accepts, and with which draft.
pub const INVITED_ANSWER: &str = "/api/invitations/{secret}/answer";
/// `GET` the invitations of a draft; `POST` makes a code by which an employer joins it; `DELETE` ends what joins them.
pub const DRAFT_EMPLOYER: &str = "/api/drafts/{id}/employer";
/// `POST` asks the employer of a draft to do its part, at most once a day.
pub const DRAFT_EMPLOYER_LETTER: &str = "/api/drafts/{id}/employer/letter";

/// `POST` makes a support code for a draft; `DELETE` ends it.
pub const DRAFT_SUPPORT_CODE: &str = "/api/drafts/{id}/support-code";
/// `GET` who looked at a draft, or at the application that it became.
pub const DRAFT_ACCESS: &str = "/api/drafts/{id}/access";
/// `GET` the notes that the helpdesk pinned to a draft.
pub const DRAFT_NOTES: &str = "/api/drafts/{id}/notes";
/// `POST` that a note was accepted or dismissed.
pub const DRAFT_NOTE: &str = "/api/drafts/{id}/notes/{note}";
/// `POST` makes a support code for the employer's part; `DELETE` ends it.
pub const PART_SUPPORT_CODE: &str = "/api/organisations/{id}/invitations/{invitation}/support-code";
/// `GET` who looked at the employer's part.
pub const PART_ACCESS: &str = "/api/organisations/{id}/invitations/{invitation}/access";
/// `GET` the notes that the helpdesk pinned to the employer's part.
pub const PART_NOTES: &str = "/api/organisations/{id}/invitations/{invitation}/notes";
/// `POST` that a note was accepted or dismissed.
pub const PART_NOTE: &str = "/api/organisations/{id}/invitations/{invitation}/notes/{note}";
/// `POST` opens a draft or an employer's part with a support code; a supervisor opens a draft without one.
pub const HELPDESK_VIEWS: &str = "/api/helpdesk/views";
/// `GET` what was opened, masked.
pub const HELPDESK_VIEW: &str = "/api/helpdesk/views/{id}";
/// `POST` shows one masked answer, with the reason why.
pub const HELPDESK_REVEAL: &str = "/api/helpdesk/views/{id}/reveal";
/// `POST` pins a note to a question.
pub const HELPDESK_NOTES: &str = "/api/helpdesk/views/{id}/notes";
/// `POST` finds by reference, by exact address, or by support code.
pub const HELPDESK_SEARCH: &str = "/api/helpdesk/search";

/// `GET` lists one's passkeys; `POST` adds one.
pub const PASSKEYS: &str = "/api/passkeys";
/// `PUT` names, `DELETE` removes a passkey.
pub const PASSKEY: &str = "/api/passkeys/{id}";
/// `POST` asks what an authenticator is to be asked for a new passkey.
pub const PASSKEY_CREATION: &str = "/api/passkeys/creation";
/// `POST` asks what an authenticator is to be asked to sign in.
pub const PASSKEY_REQUEST: &str = "/api/passkeys/request";
/// `POST` signs in with a passkey.
pub const PASSKEY_SESSION: &str = "/api/passkeys/session";
/// The same for the staff.
pub const STAFF_PASSKEYS: &str = "/api/staff/passkeys";
/// The same for the staff.
pub const STAFF_PASSKEY: &str = "/api/staff/passkeys/{id}";
/// The same for the staff.
pub const STAFF_PASSKEY_CREATION: &str = "/api/staff/passkeys/creation";
/// The same for the staff.
pub const STAFF_PASSKEY_REQUEST: &str = "/api/staff/passkeys/request";
/// The same for the staff.
pub const STAFF_PASSKEY_SESSION: &str = "/api/staff/passkeys/session";

/// `GET` lists one's sessions; `DELETE` ends all but the one that asks.
pub const SESSIONS: &str = "/api/sessions";
/// `DELETE` ends one of one's sessions.
pub const OWN_SESSION: &str = "/api/sessions/{id}";
/// The same for the staff.
pub const STAFF_SESSIONS: &str = "/api/staff/sessions";
/// The same for the staff.
pub const STAFF_OWN_SESSION: &str = "/api/staff/sessions/{id}";

/// `POST` asks for a code to a new address, by who lost the mailbox they sign in with.
pub const RECOVERY_CODES: &str = "/api/recovery-codes";
/// `POST` asks for an account to be moved to the new address; `GET` lists what runs against one's own account, and
/// `DELETE` stops it.
pub const RECOVERY: &str = "/api/recovery";
/// `POST` stops it from the old mailbox.
pub const RECOVERY_STOP: &str = "/api/recovery/stop";
/// `GET` the requests that wait for the helpdesk.
pub const HELPDESK_RECOVERIES: &str = "/api/helpdesk/recoveries";
/// `POST` what somebody of the helpdesk decides.
pub const HELPDESK_RECOVERY: &str = "/api/helpdesk/recoveries/{id}";
/// `GET` what happened to applications, for other systems.
pub const EVENTS: &str = "/api/events";
/// `POST` a letter that came back, by the mail provider.
pub const MAIL_BOUNCES: &str = "/api/mail/bounces";
/// `GET` lists one's requests for help; `POST` asks.
pub const HELP: &str = "/api/help";
/// `GET` a thread of one's own.
pub const HELP_THREAD: &str = "/api/help/{id}";
/// `POST` writes into it.
pub const HELP_MESSAGES: &str = "/api/help/{id}/messages";
/// `POST` closes it.
pub const HELP_CLOSING: &str = "/api/help/{id}/closing";
/// `GET` the helpdesk's queue of requests.
pub const HELPDESK_REQUESTS: &str = "/api/helpdesk/requests";
/// `GET` a request.
pub const HELPDESK_REQUEST: &str = "/api/helpdesk/requests/{id}";
/// `POST` answers it.
pub const HELPDESK_REQUEST_MESSAGES: &str = "/api/helpdesk/requests/{id}/messages";
/// `POST` takes it, gives it back, or closes it.
pub const HELPDESK_REQUEST_STEPS: &str = "/api/helpdesk/requests/{id}/steps";

/// A path with its id put in.
#[must_use]
pub fn with_id(path: &str, id: &str) -> String {
    path.replace("{id}", id)
}
