//! The API's description, made from the types and handlers that serve it.

use permit::profile::{self, Field};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ArrayBuilder, KnownFormat, ObjectBuilder, Schema, SchemaFormat, Type};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{OpenApi, PartialSchema, ToSchema};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Work Permit Portal",
        description = "Drafts and applications for a Foreigner's Work Permit in China."
    ),
    paths(
        crate::sign_in::request_code,
        crate::sign_in::sign_in,
        crate::sign_in::read_session,
        crate::sign_in::sign_out,
        crate::draft::list_drafts,
        crate::draft::read_draft,
        crate::draft::save_draft,
        crate::draft::delete_draft,
        crate::application::submit_application,
        crate::application::list_applications,
        crate::application::read_application,
        crate::package::serve::draft_form,
        crate::package::serve::draft_package,
        crate::package::serve::application_form,
        crate::package::serve::application_package,
        crate::package::serve::application_receipt,
        crate::package::serve::application_letter,
        crate::package::serve::employer_letter,
        crate::package::serve::desk_letter,
        crate::notice::read_notices,
        crate::notice::choose_notices,
        crate::package::verify::verify,
        crate::case::verify_letter,
        crate::case::act_as_applicant,
        crate::case::list_cases,
        crate::case::read_case,
        crate::statistics::read_statistics,
        crate::case::read_employer_case,
        crate::case::act_as_employer,
        crate::package::serve::employer_package,
        crate::case::act_as_officer,
        crate::case::read_case_file,
        crate::organisation::registration::register_organisation,
        crate::organisation::registration::list_organisations,
        crate::organisation::registration::read_organisation,
        crate::organisation::registration::change_organisation,
        crate::organisation::members::put_member,
        crate::organisation::members::end_member,
        crate::organisation::members::read_history,
        crate::organisation::invitations::list_invitations,
        crate::organisation::invitations::read_invitation,
        crate::organisation::invitations::remind_many,
        crate::organisation::posts::list_posts,
        crate::organisation::posts::make_post,
        crate::organisation::posts::change_post,
        crate::organisation::posts::delete_post,
        crate::organisation::papers::read_paper,
        crate::organisation::papers::put_paper,
        crate::organisation::papers::remove_paper,
        crate::organisation::invited::ask_employer,
        crate::organisation::invitations::invite,
        crate::organisation::invitations::correct_invitation,
        crate::organisation::invitations::end_invitation,
        crate::organisation::invitations::remind,
        crate::organisation::invitations::join,
        crate::organisation::part::read_part,
        crate::organisation::part::save_part,
        crate::organisation::cases::list_cases,
        crate::organisation::cases::export_cases,
        crate::organisation::renderings::list_owed_renderings,
        crate::organisation::renderings::write_renderings,
        crate::organisation::renderings::list_renderings,
        crate::organisation::renderings::answer_renderings,
        crate::organisation::invited::read_invited,
        crate::organisation::invited::answer_invitation,
        crate::organisation::invited::read_draft_employer,
        crate::organisation::invited::make_join_code,
        crate::organisation::invited::leave_employer,
        crate::organisation::desk::list_employers,
        crate::organisation::desk::page_employers,
        crate::organisation::desk::decide_employer,
        crate::organisation::desk::employer_file,
        crate::systems::events::list_events,
        crate::systems::bounces::note_bounce,
        crate::upload::upload_options,
        crate::upload::create_upload,
        crate::upload::read_upload,
        crate::upload::continue_upload,
        crate::upload::delete_upload,
        crate::file::list_files,
        crate::file::read_file,
        crate::file::delete_file,
        crate::classify::classify,
        crate::staff::sign_in::sign_in_staff,
        crate::staff::sign_in::read_staff_session,
        crate::staff::sign_in::sign_out_staff,
        crate::helpdesk::applicant::make_support_code,
        crate::helpdesk::applicant::end_support_code,
        crate::helpdesk::applicant::list_accesses,
        crate::helpdesk::applicant::list_notes,
        crate::helpdesk::applicant::answer_note,
        crate::helpdesk::employer::make_part_code,
        crate::helpdesk::employer::end_part_code,
        crate::helpdesk::employer::list_part_accesses,
        crate::helpdesk::employer::list_part_notes,
        crate::helpdesk::employer::answer_part_note,
        crate::helpdesk::open_view,
        crate::helpdesk::read_view,
        crate::helpdesk::reveal,
        crate::helpdesk::pin_note,
        crate::helpdesk::search,
        crate::passkey::person::list_passkeys,
        crate::passkey::person::add_passkey,
        crate::passkey::person::name_passkey,
        crate::passkey::person::remove_passkey,
        crate::passkey::person::ask_creation,
        crate::passkey::person::ask_request,
        crate::passkey::person::sign_in_with_passkey,
        crate::passkey::staff::list_staff_passkeys,
        crate::passkey::staff::add_staff_passkey,
        crate::passkey::staff::name_staff_passkey,
        crate::passkey::staff::remove_staff_passkey,
        crate::passkey::staff::ask_staff_creation,
        crate::passkey::staff::ask_staff_request,
        crate::passkey::staff::sign_in_staff_with_passkey,
        crate::sessions::list_sessions,
        crate::sessions::end_session,
        crate::sessions::end_other_sessions,
        crate::sessions::list_staff_sessions,
        crate::sessions::end_staff_session,
        crate::sessions::end_other_staff_sessions,
        crate::recovery::request_recovery_code,
        crate::recovery::ask_recovery,
        crate::recovery::list_own_recoveries,
        crate::recovery::stop_own_recoveries,
        crate::recovery::stop_recovery,
        crate::recovery::list_recoveries,
        crate::recovery::decide_recovery,
        crate::helpdesk::asked::list_help,
        crate::helpdesk::asked::ask_help,
        crate::helpdesk::asked::read_help,
        crate::helpdesk::asked::write_help,
        crate::helpdesk::asked::close_help,
        crate::helpdesk::requests::list_requests,
        crate::helpdesk::requests::read_request,
        crate::helpdesk::requests::answer_request,
        crate::helpdesk::requests::step_request,
        document,
    )
)]
struct Api;

/// The body of `POST /api/classify`: the fields of a [`permit::profile::Profile`], each optional.
pub struct ProfileBody;

impl PartialSchema for ProfileBody {
    fn schema() -> RefOr<Schema> {
        let mut all =
            ObjectBuilder::new().description(Some("A person and a post; an absent field is unknown."));
        for field in Field::ALL {
            all = all.property(field.name(), schema_of(*field));
        }
        all.into()
    }
}

impl ToSchema for ProfileBody {
    fn name() -> std::borrow::Cow<'static, str> {
        "Profile".into()
    }
}

fn schema_of(field: Field) -> Schema {
    let plain = |kind: Type| ObjectBuilder::new().schema_type(kind);
    let choice = |of: &[&str]| Schema::from(plain(Type::String).enum_values(Some(of.iter().copied())));
    let list = |items: Schema| Schema::from(ArrayBuilder::new().items(RefOr::T(items)));
    match field {
        Field::AsOf | Field::BirthDate | Field::DegreeDate => plain(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::Date)))
            .into(),
        Field::WorkPlace | Field::Nationality | Field::DegreeCountry | Field::TeachingLanguage => {
            plain(Type::String).into()
        }
        Field::HighestDegree => choice(profile::DEGREES),
        Field::VocationalLevel => choice(profile::VOCATIONAL),
        Field::ChineseLevel => choice(profile::CHINESE),
        Field::PositionKind => choice(profile::POSITIONS),
        Field::TeachingQualification => choice(profile::TEACHING_QUALIFICATIONS),
        Field::Background => list(choice(profile::BACKGROUND)),
        Field::Claims | Field::DeniedClaims => list(plain(Type::String).into()),
        Field::Postdoc
        | Field::OldIndustrialBase
        | Field::SpecialArea
        | Field::NoCriminalRecord
        | Field::Healthy
        | Field::EmployerInChina => plain(Type::Boolean).into(),
        Field::RelevantWorkYears
        | Field::AnnualSalary
        | Field::MonthsPerYear
        | Field::LanguageTeachingYears
        | Field::DegreeMark
        | Field::StayDays
        | Field::ProvincialPoints => plain(Type::Integer).into(),
    }
}

/// The OpenAPI document as JSON.
#[must_use]
pub fn json() -> String {
    let mut api = Api::openapi();
    let components = api.components.get_or_insert_default();
    let token = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .description(Some(
            "A token of another system, made by `portal token add`; its scopes say what it opens.",
        ));
    components.add_security_scheme("token", SecurityScheme::Http(token.build()));
    let cookie = ApiKeyValue::with_description(crate::staff::COOKIE, "The session of somebody of the staff.");
    components.add_security_scheme("staff", SecurityScheme::ApiKey(ApiKey::Cookie(cookie)));
    for item in api.paths.paths.values_mut() {
        let operations = [
            &mut item.get,
            &mut item.put,
            &mut item.post,
            &mut item.patch,
            &mut item.delete,
            &mut item.head,
            &mut item.options,
        ];
        for tag in operations
            .into_iter()
            .flatten()
            .flat_map(|one| &mut one.tags)
            .flatten()
        {
            // By the noun, whichever of its modules serves it.
            tag.truncate(tag.find("::").unwrap_or(tag.len()));
        }
    }
    // The types are ours and fixed at build time; a test reads the document.
    plain(&api.to_pretty_json().unwrap_or_default())
}

/// The descriptions without what only readers of the program's own documentation know: an error is named by its code.
fn plain(json: &str) -> String {
    let text = json.replace("# Errors\\n", "Errors: ").replace("\"crate::", "\"");
    let mut parts = text.split("[`Error::");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once("`]").unwrap_or((part, ""));
        out.push('`');
        for (place, letter) in name.char_indices() {
            if letter.is_ascii_uppercase() && place > 0 {
                out.push('_');
            }
            out.push(letter.to_ascii_lowercase());
        }
        out.push('`');
        out.push_str(rest);
    }
    out
}

/// `GET /api/openapi.json`: this document.
#[utoipa::path(get, path = permit::api::path::OPENAPI, responses((status = 200, content_type = "application/json")))]
pub async fn document() -> axum::response::Response {
    use axum::response::IntoResponse;
    ([(axum::http::header::CONTENT_TYPE, "application/json")], json()).into_response()
}
