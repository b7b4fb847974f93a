import Rows

extension Vocabulary {
    /// What tools do, the frequent verbs first, such as `get`; see ``toolVerbChoice``.
    package static let toolVerbs = WordList(
        """
        get list search create update delete send find fetch query add remove run export import \
        sync validate generate check calculate convert upload download submit cancel approve \
        reject assign archive restore publish schedule summarize classify extract parse format \
        compare merge split copy move rename resolve lookup verify estimate forecast translate \
        analyze monitor notify subscribe refresh reindex register enable disable start stop \
        restart retry track audit rotate close reopen
        """,
        separator: " "
    )

    /// Weights of ``toolVerbs``: reading is more frequent than writing.
    package static let toolVerbChoice = WeightedChoice.zipf(count: toolVerbs.count, offset: 4)

    /// What tools work on: singular nouns in snake case.
    package static let toolObjects = WordList(
        """
        customer customer_record invoice invoice_line order order_item payment payment_method \
        refund subscription plan price discount coupon product product_variant category cart \
        shipment shipment_label parcel warehouse stock_level supplier purchase_order contract \
        quote lead contact opportunity account campaign newsletter audience survey \
        survey_response review ticket ticket_comment incident change_request problem_report \
        asset device sensor sensor_reading meter_reading location address route vehicle driver \
        delivery_window appointment calendar_event meeting meeting_room reservation employee \
        timesheet leave_request payslip expense_report travel_request candidate job_posting \
        interview skill course enrolment certificate exam_result student patient prescription \
        lab_result diagnosis claim policy policy_holder loan loan_application credit_score \
        transaction bank_account statement journal_entry ledger_account budget cost_center \
        tax_rate exchange_rate currency portfolio position trade quote_request watchlist \
        document document_version folder file attachment template page page_revision article \
        comment message channel thread mailbox email_draft notification webhook \
        api_key secret certificate_request user user_profile user_group role permission \
        access_request session audit_event login_attempt repository branch commit pull_request \
        issue milestone release build pipeline pipeline_run artifact deployment environment \
        feature_flag config_entry service service_health cluster node container image_tag volume \
        database_backup table_schema query_plan index_status dataset data_source report dashboard \
        metric metric_series alert alert_rule log_entry trace experiment model model_version \
        prediction training_job label annotation keyword summary translation recording transcript \
        photo playlist episode weather_forecast time_zone holiday map_tile property lease tenant \
        maintenance_task work_order inspection
        """,
        separator: " "
    )

    /// What tools work on, as words in a sentence; word for word as in ``toolObjects``.
    package static let toolObjectPhrases = phrases(of: toolObjects, replacing: 0x5F)

    /// What prompts ask a model to do, in slug form.
    package static let promptTasks = WordList(
        """
        summarize-report summarize-meeting summarize-thread summarize-contract draft-reply \
        draft-email draft-announcement draft-proposal draft-policy draft-release-notes \
        rewrite-formal rewrite-short rewrite-friendly explain-code explain-error explain-invoice \
        explain-metric review-code review-contract review-design review-test-plan translate-text \
        translate-ticket classify-ticket classify-feedback classify-document classify-intent \
        extract-entities extract-dates extract-action-items extract-line-items extract-requirements \
        generate-tests generate-report generate-query generate-outline generate-faq \
        generate-tagline generate-summary generate-persona generate-changelog compare-offers \
        compare-versions compare-vendors plan-sprint plan-trip plan-migration plan-rollout \
        plan-interview analyze-logs analyze-sentiment analyze-trend analyze-incident analyze-risk \
        analyze-churn answer-question answer-survey answer-customer triage-incident triage-bug \
        triage-alert score-lead score-candidate score-answer prepare-briefing prepare-agenda \
        prepare-handover prepare-audit prepare-interview estimate-effort estimate-cost \
        document-function document-api document-process document-decision diagnose-failure \
        diagnose-latency recommend-product recommend-article recommend-next-step coach-agent \
        check-grammar check-compliance check-facts normalize-address tag-content \
        write-job-posting write-postmortem write-user-story write-knowledge-article
        """,
        separator: " "
    )
}
