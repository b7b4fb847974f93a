extension GatewaySchema {
    /// Logs, traces and measurements.
    static let observability = """
        TABLE audit_trails
            id VARCHAR(36) NOT NULL
            timestamp DATETIME NOT NULL
            correlation_id VARCHAR(64)
            request_id VARCHAR(64)
            action VARCHAR(100) NOT NULL
            resource_type VARCHAR(100) NOT NULL
            resource_id VARCHAR(255) NOT NULL
            resource_name VARCHAR(500)
            user_id VARCHAR(255) NOT NULL
            user_email VARCHAR(255)
            team_id VARCHAR(36)
            client_ip VARCHAR(45)
            user_agent TEXT
            request_path VARCHAR(500)
            request_method VARCHAR(10)
            old_values JSON
            new_values JSON
            changes JSON
            data_classification VARCHAR(50)
            requires_review BOOLEAN DEFAULT 0 NOT NULL
            success BOOLEAN NOT NULL
            error_message TEXT
            context JSON
            auth_method VARCHAR(50)
            acting_as VARCHAR(255)
            delegation_chain JSON
            CONSTRAINT pk_audit_trails PRIMARY KEY (id)
            INDEX idx_audit_action_time (action, timestamp)
            INDEX idx_audit_resource_time (resource_type, resource_id, timestamp)
            INDEX idx_audit_user_time (user_id, timestamp)
            INDEX idx_audit_classification (data_classification, timestamp)
            INDEX idx_audit_review (requires_review, timestamp)
            INDEX idx_audit_trails_action (action)
            INDEX idx_audit_trails_correlation_id (correlation_id)
            INDEX idx_audit_trails_data_classification (data_classification)
            INDEX idx_audit_trails_request_id (request_id)
            INDEX idx_audit_trails_requires_review (requires_review)
            INDEX idx_audit_trails_resource_id (resource_id)
            INDEX idx_audit_trails_resource_type (resource_type)
            INDEX idx_audit_trails_success (success)
            INDEX idx_audit_trails_team_id (team_id)
            INDEX idx_audit_trails_timestamp (timestamp)
            INDEX idx_audit_trails_user_email (user_email)
            INDEX idx_audit_trails_user_id (user_id)

        TABLE observability_saved_queries
            id INTEGER NOT NULL
            name VARCHAR(255) NOT NULL
            description TEXT
            user_email VARCHAR(255) NOT NULL
            filter_config JSON NOT NULL
            is_shared BOOLEAN DEFAULT 0 NOT NULL
            created_at DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL -- sqlite
            created_at DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL -- postgresql
            updated_at DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL -- sqlite
            updated_at DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL -- postgresql
            last_used_at DATETIME
            use_count INTEGER DEFAULT 0 NOT NULL
            CONSTRAINT pk_observability_saved_queries PRIMARY KEY (id)
            INDEX idx_observability_saved_queries_user_email (user_email)
            INDEX idx_observability_saved_queries_is_shared (is_shared)
            INDEX idx_observability_saved_queries_created_at (created_at)
            INDEX idx_observability_saved_queries_name (name)

        TABLE observability_traces
            trace_id VARCHAR(36) NOT NULL
            name VARCHAR(255) NOT NULL
            start_time DATETIME NOT NULL
            end_time DATETIME
            duration_ms FLOAT
            status VARCHAR(20) DEFAULT 'unset' NOT NULL
            status_message TEXT
            http_method VARCHAR(10)
            http_url VARCHAR(767)
            http_status_code INTEGER
            user_email VARCHAR(255)
            user_agent TEXT
            ip_address VARCHAR(45)
            attributes JSON
            resource_attributes JSON
            created_at DATETIME NOT NULL
            CONSTRAINT pk_observability_traces PRIMARY KEY (trace_id)
            INDEX idx_observability_traces_start_time (start_time)
            INDEX idx_observability_traces_user_email (user_email)
            INDEX idx_observability_traces_status (status)
            INDEX idx_observability_traces_http_status_code (http_status_code)
            INDEX idx_observability_traces_duration_ms (duration_ms)
            INDEX idx_observability_traces_http_method_start_time (http_method, start_time)
            INDEX idx_observability_traces_name (name)
            INDEX idx_observability_traces_status_start_time (status, start_time)
            INDEX idx_observability_traces_user_status_time (user_email, status, start_time)
            INDEX idx_observability_traces_status_method_time (status, http_method, start_time)

        TABLE observability_metrics
            id INTEGER NOT NULL
            name VARCHAR(255) NOT NULL
            metric_type VARCHAR(20) NOT NULL
            value FLOAT NOT NULL
            timestamp DATETIME NOT NULL
            unit VARCHAR(20)
            attributes JSON
            resource_type VARCHAR(50)
            resource_id VARCHAR(36)
            trace_id VARCHAR(36)
            created_at DATETIME NOT NULL
            CONSTRAINT pk_observability_metrics PRIMARY KEY (id)
            CONSTRAINT fk_observability_metrics_trace_id FOREIGN KEY (trace_id) REFERENCES observability_traces (trace_id) ON DELETE SET NULL
            INDEX idx_observability_metrics_name_timestamp (name, timestamp)
            INDEX idx_observability_metrics_resource_type (resource_type)
            INDEX idx_observability_metrics_trace_id (trace_id)

        TABLE observability_spans
            span_id VARCHAR(36) NOT NULL
            trace_id VARCHAR(36) NOT NULL
            parent_span_id VARCHAR(36)
            name VARCHAR(255) NOT NULL
            kind VARCHAR(20) DEFAULT 'internal' NOT NULL
            start_time DATETIME NOT NULL
            end_time DATETIME
            duration_ms FLOAT
            status VARCHAR(20) DEFAULT 'unset' NOT NULL
            status_message TEXT
            attributes JSON
            resource_name VARCHAR(255)
            resource_type VARCHAR(50)
            resource_id VARCHAR(36)
            created_at DATETIME NOT NULL
            CONSTRAINT pk_observability_spans PRIMARY KEY (span_id)
            CONSTRAINT fk_observability_spans_parent_span_id FOREIGN KEY (parent_span_id) REFERENCES observability_spans (span_id) ON DELETE CASCADE
            CONSTRAINT fk_observability_spans_trace_id FOREIGN KEY (trace_id) REFERENCES observability_traces (trace_id) ON DELETE CASCADE
            INDEX idx_observability_spans_trace_id (trace_id)
            INDEX idx_observability_spans_parent_span_id (parent_span_id)
            INDEX idx_observability_spans_start_time (start_time)
            INDEX idx_observability_spans_resource_type (resource_type)
            INDEX idx_observability_spans_resource_name (resource_name)
            INDEX idx_observability_spans_duration_ms (duration_ms)
            INDEX idx_observability_spans_kind_status (kind, status)
            INDEX idx_observability_spans_name (name)
            INDEX idx_observability_spans_resource_type_start_time (resource_type, start_time)
            INDEX idx_observability_spans_trace_id_start_time (trace_id, start_time)
            INDEX idx_observability_spans_trace_resource_time (trace_id, resource_type, start_time)
            INDEX idx_observability_spans_resource_status_time (resource_type, status, start_time)

        TABLE observability_events
            id INTEGER NOT NULL
            span_id VARCHAR(36) NOT NULL
            name VARCHAR(255) NOT NULL
            timestamp DATETIME NOT NULL
            attributes JSON
            severity VARCHAR(20)
            message TEXT
            exception_type VARCHAR(255)
            exception_message TEXT
            exception_stacktrace TEXT
            created_at DATETIME NOT NULL
            CONSTRAINT pk_observability_events PRIMARY KEY (id)
            CONSTRAINT fk_observability_events_span_id FOREIGN KEY (span_id) REFERENCES observability_spans (span_id) ON DELETE CASCADE
            INDEX idx_observability_events_span_id (span_id)
            INDEX idx_observability_events_timestamp (timestamp)
            INDEX idx_observability_events_severity (severity)
            INDEX idx_observability_events_span_id_timestamp (span_id, timestamp)

        TABLE performance_aggregates
            id INTEGER NOT NULL
            period_start DATETIME NOT NULL
            period_end DATETIME NOT NULL
            period_type VARCHAR(20) NOT NULL
            host VARCHAR(255)
            requests_total INTEGER DEFAULT '0' NOT NULL
            requests_2xx INTEGER DEFAULT '0' NOT NULL
            requests_4xx INTEGER DEFAULT '0' NOT NULL
            requests_5xx INTEGER DEFAULT '0' NOT NULL
            avg_response_time_ms FLOAT DEFAULT '0.0' NOT NULL
            p95_response_time_ms FLOAT DEFAULT '0.0' NOT NULL
            peak_requests_per_second FLOAT DEFAULT '0.0' NOT NULL
            avg_cpu_percent FLOAT DEFAULT '0.0' NOT NULL
            avg_memory_percent FLOAT DEFAULT '0.0' NOT NULL
            peak_cpu_percent FLOAT DEFAULT '0.0' NOT NULL
            peak_memory_percent FLOAT DEFAULT '0.0' NOT NULL
            created_at DATETIME NOT NULL
            CONSTRAINT pk_performance_aggregates PRIMARY KEY (id)
            CONSTRAINT uq_performance_aggregate_period_host UNIQUE (period_type, period_start, host)
            INDEX idx_performance_aggregates_period (period_type, period_start)
            INDEX idx_performance_aggregates_host_period (host, period_type, period_start)

        TABLE performance_metrics
            id VARCHAR(36) NOT NULL
            timestamp DATETIME NOT NULL
            operation_type VARCHAR(100) NOT NULL
            component VARCHAR(100) NOT NULL
            request_count INTEGER DEFAULT '0' NOT NULL
            error_count INTEGER DEFAULT '0' NOT NULL
            error_rate FLOAT DEFAULT '0.0' NOT NULL
            avg_duration_ms FLOAT NOT NULL
            min_duration_ms FLOAT NOT NULL
            max_duration_ms FLOAT NOT NULL
            p50_duration_ms FLOAT NOT NULL
            p95_duration_ms FLOAT NOT NULL
            p99_duration_ms FLOAT NOT NULL
            window_start DATETIME NOT NULL
            window_end DATETIME NOT NULL
            window_duration_seconds INTEGER NOT NULL
            metric_metadata JSON
            CONSTRAINT pk_performance_metrics PRIMARY KEY (id)
            INDEX idx_perf_operation_time (operation_type, window_start)
            INDEX idx_perf_component_time (component, window_start)
            INDEX idx_perf_window (window_start, window_end)
            INDEX idx_performance_metrics_component (component)
            INDEX idx_performance_metrics_operation_type (operation_type)
            INDEX idx_performance_metrics_timestamp (timestamp)
            INDEX idx_performance_metrics_window_start (window_start)

        TABLE performance_snapshots
            id INTEGER NOT NULL
            timestamp DATETIME NOT NULL
            host VARCHAR(255) NOT NULL
            worker_id VARCHAR(64)
            metrics_json JSON NOT NULL
            created_at DATETIME NOT NULL
            CONSTRAINT pk_performance_snapshots PRIMARY KEY (id)
            INDEX idx_performance_snapshots_timestamp (timestamp)
            INDEX idx_performance_snapshots_host_timestamp (host, timestamp)
            INDEX idx_performance_snapshots_created_at (created_at)

        TABLE structured_log_entries
            id VARCHAR(36) NOT NULL
            timestamp DATETIME NOT NULL
            correlation_id VARCHAR(64)
            request_id VARCHAR(64)
            level VARCHAR(20) NOT NULL
            component VARCHAR(100) NOT NULL
            message TEXT NOT NULL
            logger VARCHAR(255)
            user_id VARCHAR(255)
            user_email VARCHAR(255)
            client_ip VARCHAR(45)
            user_agent TEXT
            request_path VARCHAR(500)
            request_method VARCHAR(10)
            duration_ms FLOAT
            operation_type VARCHAR(100)
            is_security_event BOOLEAN DEFAULT 0 NOT NULL
            security_severity VARCHAR(20)
            threat_indicators JSON
            context JSON
            error_details JSON
            performance_metrics JSON
            hostname VARCHAR(255) NOT NULL
            process_id INTEGER NOT NULL
            thread_id INTEGER
            version VARCHAR(50) NOT NULL
            environment VARCHAR(50) DEFAULT 'production' NOT NULL
            trace_id VARCHAR(32)
            span_id VARCHAR(16)
            CONSTRAINT pk_structured_log_entries PRIMARY KEY (id)
            INDEX idx_log_correlation_time (correlation_id, timestamp)
            INDEX idx_log_user_time (user_id, timestamp)
            INDEX idx_log_level_time (level, timestamp)
            INDEX idx_log_component_time (component, timestamp)
            INDEX idx_log_security (is_security_event, security_severity, timestamp)
            INDEX idx_log_operation (operation_type, timestamp)
            INDEX idx_log_trace (trace_id, timestamp)
            INDEX idx_structured_log_entries_component (component)
            INDEX idx_structured_log_entries_correlation_id (correlation_id)
            INDEX idx_structured_log_entries_is_security_event (is_security_event)
            INDEX idx_structured_log_entries_level (level)
            INDEX idx_structured_log_entries_operation_type (operation_type)
            INDEX idx_structured_log_entries_request_id (request_id)
            INDEX idx_structured_log_entries_security_severity (security_severity)
            INDEX idx_structured_log_entries_timestamp (timestamp)
            INDEX idx_structured_log_entries_trace_id (trace_id)
            INDEX idx_structured_log_entries_user_email (user_email)
            INDEX idx_structured_log_entries_user_id (user_id)

        TABLE security_events
            id VARCHAR(36) NOT NULL
            timestamp DATETIME NOT NULL
            detected_at DATETIME NOT NULL
            correlation_id VARCHAR(64)
            log_entry_id VARCHAR(36)
            event_type VARCHAR(100) NOT NULL
            severity VARCHAR(20) NOT NULL
            category VARCHAR(50) NOT NULL
            user_id VARCHAR(255)
            user_email VARCHAR(255)
            client_ip VARCHAR(45) NOT NULL
            user_agent TEXT
            description TEXT NOT NULL
            action_taken VARCHAR(100)
            threat_score FLOAT DEFAULT '0.0' NOT NULL
            threat_indicators JSON DEFAULT '{}' NOT NULL
            failed_attempts_count INTEGER DEFAULT '0' NOT NULL
            resolved BOOLEAN DEFAULT 0 NOT NULL
            resolved_at DATETIME
            resolved_by VARCHAR(255)
            resolution_notes TEXT
            alert_sent BOOLEAN DEFAULT 0 NOT NULL
            alert_sent_at DATETIME
            alert_recipients JSON
            context JSON
            CONSTRAINT pk_security_events PRIMARY KEY (id)
            CONSTRAINT fk_security_events_log_entry_id FOREIGN KEY (log_entry_id) REFERENCES structured_log_entries (id)
            INDEX idx_security_type_time (event_type, timestamp)
            INDEX idx_security_severity_time (severity, timestamp)
            INDEX idx_security_user_time (user_id, timestamp)
            INDEX idx_security_ip_time (client_ip, timestamp)
            INDEX idx_security_unresolved (resolved, severity, timestamp)
            INDEX idx_security_events_category (category)
            INDEX idx_security_events_client_ip (client_ip)
            INDEX idx_security_events_correlation_id (correlation_id)
            INDEX idx_security_events_detected_at (detected_at)
            INDEX idx_security_events_event_type (event_type)
            INDEX idx_security_events_log_entry_id (log_entry_id)
            INDEX idx_security_events_resolved (resolved)
            INDEX idx_security_events_severity (severity)
            INDEX idx_security_events_timestamp (timestamp)
            INDEX idx_security_events_user_email (user_email)
            INDEX idx_security_events_user_id (user_id)
        """
}
