extension GatewaySchema {
    /// Calls, one by one and by the hour.
    static let metrics = """
        TABLE a2a_agent_metrics
            id INTEGER NOT NULL
            a2a_agent_id VARCHAR(36) NOT NULL
            timestamp DATETIME NOT NULL
            response_time FLOAT NOT NULL
            is_success BOOLEAN NOT NULL
            error_message TEXT
            interaction_type VARCHAR(50) DEFAULT 'invoke' NOT NULL
            CONSTRAINT pk_a2a_agent_metrics PRIMARY KEY (id)
            CONSTRAINT fk_a2a_agent_metrics_a2a_agent_id FOREIGN KEY (a2a_agent_id) REFERENCES a2a_agents (id)
            INDEX idx_a2a_agent_metrics_a2a_agent_id (a2a_agent_id)
            INDEX idx_a2a_agent_metrics_agent_is_success (a2a_agent_id, is_success)

        TABLE a2a_agent_metrics_hourly
            id INTEGER NOT NULL
            a2a_agent_id VARCHAR(36)
            agent_name VARCHAR(255) NOT NULL
            hour_start DATETIME NOT NULL
            interaction_type VARCHAR(50) DEFAULT 'invoke' NOT NULL
            total_count INTEGER DEFAULT '0' NOT NULL
            success_count INTEGER DEFAULT '0' NOT NULL
            failure_count INTEGER DEFAULT '0' NOT NULL
            min_response_time FLOAT
            max_response_time FLOAT
            avg_response_time FLOAT
            p50_response_time FLOAT
            p95_response_time FLOAT
            p99_response_time FLOAT
            created_at DATETIME DEFAULT CURRENT_TIMESTAMP
            CONSTRAINT pk_a2a_agent_metrics_hourly PRIMARY KEY (id)
            CONSTRAINT uq_a2a_agent_metrics_hourly_agent_hour_type UNIQUE (a2a_agent_id, hour_start, interaction_type)
            CONSTRAINT fk_a2a_agent_metrics_hourly_a2a_agent_id FOREIGN KEY (a2a_agent_id) REFERENCES a2a_agents (id) ON DELETE SET NULL
            INDEX ix_a2a_agent_metrics_hourly_a2a_agent_id (a2a_agent_id)
            INDEX ix_a2a_agent_metrics_hourly_hour_start (hour_start)

        TABLE prompt_metrics
            id INTEGER NOT NULL
            prompt_id VARCHAR(36) NOT NULL
            timestamp DATETIME NOT NULL
            response_time FLOAT NOT NULL
            is_success BOOLEAN NOT NULL
            error_message TEXT
            CONSTRAINT pk_prompt_metrics PRIMARY KEY (id)
            CONSTRAINT fk_prompt_metrics_prompt_id FOREIGN KEY (prompt_id) REFERENCES prompts (id) ON DELETE CASCADE
            SEQUENCE RENAME TO prompt_metrics_tmp_id_seq -- postgresql
            INDEX idx_prompt_metrics_prompt_id (prompt_id)
            INDEX idx_prompt_metrics_prompt_is_success (prompt_id, is_success)
            INDEX idx_prompt_metrics_prompt_timestamp (prompt_id, timestamp)
            INDEX idx_prompt_metrics_prompt_id_timestamp (prompt_id, timestamp)

        TABLE prompt_metrics_hourly
            id INTEGER NOT NULL
            prompt_id VARCHAR(36)
            prompt_name VARCHAR(255) NOT NULL
            hour_start DATETIME NOT NULL
            total_count INTEGER DEFAULT '0' NOT NULL
            success_count INTEGER DEFAULT '0' NOT NULL
            failure_count INTEGER DEFAULT '0' NOT NULL
            min_response_time FLOAT
            max_response_time FLOAT
            avg_response_time FLOAT
            p50_response_time FLOAT
            p95_response_time FLOAT
            p99_response_time FLOAT
            created_at DATETIME DEFAULT CURRENT_TIMESTAMP
            CONSTRAINT pk_prompt_metrics_hourly PRIMARY KEY (id)
            CONSTRAINT uq_prompt_metrics_hourly_prompt_hour UNIQUE (prompt_id, hour_start)
            CONSTRAINT fk_prompt_metrics_hourly_prompt_id FOREIGN KEY (prompt_id) REFERENCES prompts (id) ON DELETE SET NULL
            INDEX ix_prompt_metrics_hourly_prompt_id (prompt_id)
            INDEX ix_prompt_metrics_hourly_hour_start (hour_start)

        TABLE resource_metrics
            id INTEGER NOT NULL
            resource_id VARCHAR(36) NOT NULL
            timestamp DATETIME NOT NULL
            response_time FLOAT NOT NULL
            is_success BOOLEAN NOT NULL
            error_message TEXT
            CONSTRAINT pk_resource_metrics PRIMARY KEY (id)
            CONSTRAINT fk_resource_metrics_resource_id FOREIGN KEY (resource_id) REFERENCES resources (id) ON DELETE CASCADE
            SEQUENCE RENAME TO resource_metrics_tmp_id_seq -- postgresql
            INDEX idx_resource_metrics_resource_id (resource_id)
            INDEX idx_resource_metrics_resource_timestamp (resource_id, timestamp)
            INDEX idx_resource_metrics_resource_is_success (resource_id, is_success)
            INDEX idx_resource_metrics_resource_id_timestamp (resource_id, timestamp)

        TABLE resource_metrics_hourly
            id INTEGER NOT NULL
            resource_id VARCHAR(36)
            resource_name VARCHAR(255) NOT NULL
            hour_start DATETIME NOT NULL
            total_count INTEGER DEFAULT '0' NOT NULL
            success_count INTEGER DEFAULT '0' NOT NULL
            failure_count INTEGER DEFAULT '0' NOT NULL
            min_response_time FLOAT
            max_response_time FLOAT
            avg_response_time FLOAT
            p50_response_time FLOAT
            p95_response_time FLOAT
            p99_response_time FLOAT
            created_at DATETIME DEFAULT CURRENT_TIMESTAMP
            CONSTRAINT pk_resource_metrics_hourly PRIMARY KEY (id)
            CONSTRAINT uq_resource_metrics_hourly_resource_hour UNIQUE (resource_id, hour_start)
            CONSTRAINT fk_resource_metrics_hourly_resource_id FOREIGN KEY (resource_id) REFERENCES resources (id) ON DELETE SET NULL
            INDEX ix_resource_metrics_hourly_resource_id (resource_id)
            INDEX ix_resource_metrics_hourly_hour_start (hour_start)

        TABLE server_metrics
            id INTEGER NOT NULL
            server_id VARCHAR NOT NULL
            timestamp DATETIME NOT NULL
            response_time FLOAT NOT NULL
            is_success BOOLEAN NOT NULL
            error_message TEXT
            CONSTRAINT pk_server_metrics PRIMARY KEY (id)
            CONSTRAINT fk_server_metrics_server_id FOREIGN KEY (server_id) REFERENCES servers (id)
            INDEX idx_server_metrics_server_id (server_id)
            INDEX idx_server_metrics_server_timestamp (server_id, timestamp)
            INDEX idx_server_metrics_server_is_success (server_id, is_success)
            INDEX idx_server_metrics_server_id_timestamp (server_id, timestamp)

        TABLE server_metrics_hourly
            id INTEGER NOT NULL
            server_id VARCHAR(36)
            server_name VARCHAR(255) NOT NULL
            hour_start DATETIME NOT NULL
            total_count INTEGER DEFAULT '0' NOT NULL
            success_count INTEGER DEFAULT '0' NOT NULL
            failure_count INTEGER DEFAULT '0' NOT NULL
            min_response_time FLOAT
            max_response_time FLOAT
            avg_response_time FLOAT
            p50_response_time FLOAT
            p95_response_time FLOAT
            p99_response_time FLOAT
            created_at DATETIME DEFAULT CURRENT_TIMESTAMP
            CONSTRAINT pk_server_metrics_hourly PRIMARY KEY (id)
            CONSTRAINT uq_server_metrics_hourly_server_hour UNIQUE (server_id, hour_start)
            CONSTRAINT fk_server_metrics_hourly_server_id FOREIGN KEY (server_id) REFERENCES servers (id) ON DELETE SET NULL
            INDEX ix_server_metrics_hourly_server_id (server_id)
            INDEX ix_server_metrics_hourly_hour_start (hour_start)

        TABLE tool_metrics
            id INTEGER NOT NULL
            tool_id VARCHAR NOT NULL
            timestamp DATETIME NOT NULL
            response_time FLOAT NOT NULL
            is_success BOOLEAN NOT NULL
            error_message TEXT
            CONSTRAINT pk_tool_metrics PRIMARY KEY (id)
            CONSTRAINT fk_tool_metrics_tool_id FOREIGN KEY (tool_id) REFERENCES tools (id) ON DELETE CASCADE
            INDEX idx_tool_metrics_tool_id_timestamp (tool_id, timestamp)
            INDEX idx_tool_metrics_tool_id (tool_id)
            INDEX idx_tool_metrics_tool_timestamp (tool_id, timestamp)
            INDEX idx_tool_metrics_tool_is_success (tool_id, is_success)

        TABLE tool_metrics_hourly
            id INTEGER NOT NULL
            tool_id VARCHAR(36)
            tool_name VARCHAR(255) NOT NULL
            hour_start DATETIME NOT NULL
            total_count INTEGER DEFAULT '0' NOT NULL
            success_count INTEGER DEFAULT '0' NOT NULL
            failure_count INTEGER DEFAULT '0' NOT NULL
            min_response_time FLOAT
            max_response_time FLOAT
            avg_response_time FLOAT
            p50_response_time FLOAT
            p95_response_time FLOAT
            p99_response_time FLOAT
            created_at DATETIME DEFAULT CURRENT_TIMESTAMP
            CONSTRAINT pk_tool_metrics_hourly PRIMARY KEY (id)
            CONSTRAINT uq_tool_metrics_hourly_tool_hour UNIQUE (tool_id, hour_start)
            CONSTRAINT fk_tool_metrics_hourly_tool_id FOREIGN KEY (tool_id) REFERENCES tools (id) ON DELETE SET NULL
            INDEX ix_tool_metrics_hourly_tool_id (tool_id)
            INDEX ix_tool_metrics_hourly_hour_start (hour_start)
        """
}
