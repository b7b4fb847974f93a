import Rows

/// The parts that sentences are made of; every sentence of ``Phrases`` joins some of them.
///
/// Subjects are singular and in the third person, so that every verb fits every subject. No part
/// holds a word that a content filter for SQL would stumble over (`select`, `update`, … before a
/// blank), a quote, or a character that JSON, XML or HTML would have to escape.
enum PhraseBanks {
    static let subjects = WordList(
        """
        the service
        the nightly job
        the import step
        the scheduler
        the review board
        the owning team
        the support desk
        the on-call engineer
        the approval workflow
        the reporting layer
        the integration
        the data pipeline
        the event stream
        the audit trail
        the access policy
        the regional office
        the shared mailbox
        the account manager
        the product owner
        the central registry
        the quality gate
        the staging area
        the archive
        the billing engine
        the notification queue
        the search index
        the partner portal
        the customer portal
        the mobile client
        the public endpoint
        the internal endpoint
        the fallback route
        the primary cluster
        the backup site
        the release checklist
        the change calendar
        the cost report
        the weekly summary
        the monthly statement
        the service catalog
        the configuration store
        the identity provider
        the rules engine
        the pricing model
        the forecast
        the risk assessment
        the compliance officer
        the finance department
        the operations center
        the field organization
        the warehouse system
        the ticket queue
        the knowledge base
        the training material
        the vendor contract
        the retention schedule
        the monitoring dashboard
        the alerting rule
        the rate limiter
        the cache
        the message broker
        the document store
        the reconciliation run
        the validation step
        """
    )

    static let verbs = WordList(
        """
        collects
        validates
        keeps track of
        summarizes
        publishes
        archives
        checks
        reviews
        forwards
        consolidates
        enriches
        records
        compares
        classifies
        filters
        groups
        sorts
        normalizes
        reports on
        watches over
        takes care of
        is responsible for
        gives access to
        depends on
        refers to
        hands over
        prepares
        distributes
        verifies
        approves
        schedules
        reconciles
        measures
        estimates
        explains
        documents
        protects
        restores
        imports
        exports
        converts
        matches
        routes
        monitors
        signs off
        accounts for
        looks after
        replaces
        """
    )

    static let objects = WordList(
        """
        all open requests
        incoming orders
        late deliveries
        the latest figures
        the agreed service levels
        rejected records
        new registrations
        expired certificates
        the daily totals
        duplicate entries
        unpaid invoices
        pending approvals
        the current price list
        the list of known issues
        customer complaints
        recurring payments
        the results of the last run
        unusual patterns in the traffic
        the history of every change
        the contact details of the supplier
        documents that need a signature
        records older than ninety days
        requests from partner systems
        the remaining budget
        the inventory of each location
        messages without a recipient
        failed attempts
        the assigned permissions
        temporary credentials
        the planned capacity
        the measured response times
        the answers of the last survey
        exceptions and their reasons
        the monthly usage per team
        contracts that are about to end
        the rules for data retention
        attachments of any size
        changes made outside office hours
        the status of each shipment
        the names of the responsible people
        translations for all supported languages
        the difference between plan and actual
        reference data for downstream systems
        the order in which steps are carried out
        comments added by reviewers
        the mapping between old and new codes
        references to related documents
        samples taken during production
        warnings that nobody has acknowledged
        the exchange rates of the previous day
        a copy of each outgoing message
        the tasks of the current week
        visits booked through the portal
        questions that came up during the rollout
        the time spent on each case
        the share of automated decisions
        figures for the annual report
        claims above the agreed threshold
        addresses that could not be verified
        devices that have gone silent
        the evidence for the next audit
        discounts granted by sales
        proposals from the working group
        the inputs of the forecast
        """
    )

    static let tails = WordList(
        """
        once a day
        every hour
        every fifteen minutes
        at the end of the month
        as soon as they arrive
        before the close of business
        without manual work
        in the background
        for every region
        for each cost center
        on request
        within two working days
        according to the current policy
        with the consent of the owner
        in the order of their priority
        and keeps the original
        and informs the owner
        until the case is closed
        when a threshold is exceeded
        during the maintenance window
        across all environments
        in close contact with the customer
        for internal use only
        by means of a shared key
        whenever the source changes
        after a successful check
        as described in the handbook
        at no extra cost
        in batches of up to one thousand
        unless the owner objects
        with a delay of a few minutes
        under the four-eyes principle
        in the local time zone
        for audit purposes
        on behalf of the finance team
        outside peak hours
        with full history
        up to a configurable limit
        in line with the service agreement
        from a single place
        """
    )

    static let openers = WordList(
        """
        In normal operation,
        By default,
        In most regions,
        For larger customers,
        During the pilot phase,
        If nothing else is configured,
        Under heavy load,
        Since the last release,
        For historical reasons,
        After a change of owner,
        In case of doubt,
        At the start of each quarter,
        When the source is not available,
        As a rule,
        For new accounts,
        Apart from that,
        On public holidays,
        As part of the handover,
        Where required by law,
        Beyond the agreed scope,
        In addition,
        From time to time,
        On the way to production,
        With the next version,
        """
    )

    static let remarks = WordList(
        """
        Times are given in UTC.
        Amounts are in the currency of the account.
        Results are limited to one hundred entries per call.
        Access requires membership of the owning team.
        Please contact the owner before relying on it.
        Values are rounded to two decimal places.
        The format has been stable since the first release.
        Repeated calls with the same input give the same result.
        Personal data is masked for everyone outside the team.
        Errors are reported with a code and a short explanation.
        A dry run is available for testing.
        Large results are returned page by page.
        Missing values are left out of the answer.
        The list is sorted by date with the newest entry first.
        Old versions are kept for one year.
        Identifiers are never reused.
        Changes take effect within a few minutes.
        Requests are logged together with their origin.
        The answer may be cached for up to five minutes.
        Only active entries are taken into account.
        Questions are answered in the support channel.
        Feedback is welcome at any time.
        Quotas are shared by all members of a team.
        Unknown fields are ignored.
        The owner is informed about every failure.
        There is no guarantee for figures of the current day.
        Weekends and public holidays are not counted.
        The sandbox holds a reduced set of examples.
        Exports are available in several formats.
        See the handbook for the complete list of options.
        """
    )

    /// Beginnings of a tool's description; an object follows.
    static let toolLeads = WordList(
        """
        Returns the current
        Looks up the
        Finds every
        Lists each
        Works on the given
        Reads a single
        Checks the state of the
        Retrieves the requested
        Answers questions about the
        Calculates totals for the
        Validates the fields of the
        Prepares the next
        Gives details of the
        Changes the status of the
        Creates or completes the
        Starts the processing of the
        """
    )

    /// Beginnings of a resource's description; an object follows.
    static let resourceLeads = WordList(
        """
        Reference document about the
        Contains the latest version of the
        Describes the structure of the
        Background information on the
        Snapshot of the
        Guide to the
        Specification of the
        Template for the
        Sample of a typical
        Notes on the
        Summary of the
        Rules for the
        """
    )

    /// Beginnings of a prompt's description; an object follows.
    static let promptLeads = WordList(
        """
        Asks the model to summarize the
        Drafts a short text about the
        Helps to review the
        Turns rough notes into a clear
        Explains the content of the
        Checks the wording of the
        Extracts the key facts of the
        Suggests improvements for the
        Compares two versions of the
        Prepares an answer about the
        """
    )

    /// Beginnings of a description of what serves a whole domain; the domain follows.
    static let domainLeads = WordList(
        """
        Brings together everything that is needed for
        Bundles the tools and documents of
        Single point of access for
        Shared workspace of the people behind
        Curated collection for
        Connects internal systems for
        Maintained by the group in charge of
        Serves automated assistants in
        Covers the daily work in
        Common home of all activities around
        """
    )

    /// Links between an object and a domain.
    static let domainLinks = WordList(
        """
        used in
        owned by the team for
        as maintained in
        needed for
        in the context of
        shared with
        from the system for
        on behalf of
        """
    )
}
