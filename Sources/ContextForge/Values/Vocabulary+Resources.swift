import Rows

extension Vocabulary {
    /// Folders of resource paths.
    package static let folders = WordList(
        """
        docs guides runbooks policies reports reference specs templates notes archive shared \
        public internal drafts published assets config schemas samples fixtures handbook wiki \
        manuals releases minutes contracts exports dashboards playbooks checklists research \
        datasets catalogs styles themes messages
        """,
        separator: " "
    )

    /// Stems of text and Markdown files.
    package static let documentStems = WordList(
        """
        readme overview introduction getting-started quick-start user-guide admin-guide \
        runbook playbook handover-notes meeting-minutes decision-record release-notes changelog \
        roadmap architecture design-notes requirements test-plan checklist incident-report \
        postmortem policy procedure guideline glossary faq troubleshooting migration-guide \
        onboarding-plan training-notes weekly-summary monthly-summary quarterly-summary \
        status-report cost-analysis risk-register vendor-list contact-list escalation-path \
        service-levels maintenance-window access-matrix naming-conventions style-guide
        """,
        separator: " "
    )

    /// Stems of HTML files.
    package static let pageStems = WordList(
        """
        index overview status help about welcome dashboard summary news announcement report \
        newsletter invoice receipt confirmation reminder notice terms privacy catalog product \
        article landing contact schedule
        """,
        separator: " "
    )

    /// Stems of style sheets.
    package static let styleStems = WordList(
        """
        theme layout buttons forms tables cards print typography colors dark-mode light-mode \
        base reset utilities grid navigation dashboard widgets portal email
        """,
        separator: " "
    )

    /// Stems of JSON and XML files.
    package static let recordStems = WordList(
        """
        settings defaults features limits mappings countries currencies languages units regions \
        price-list product-list customer-list order-list inventory forecast schedule calendar \
        routing-rules alert-rules retention-rules workflow form-definition report-definition \
        metrics-snapshot usage-snapshot sample-order sample-invoice sample-event test-cases \
        translations permissions roles endpoints environments
        """,
        separator: " "
    )
}
