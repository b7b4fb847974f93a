extension GatewaySchema {
    /// Sessions, tasks, OAuth, language models, and the gateway's own tables.
    static let runtime = """
        TABLE a2a_agent_auth
            id VARCHAR(36) NOT NULL
            a2a_agent_id VARCHAR(36) NOT NULL
            auth_type VARCHAR
            auth_value TEXT
            auth_query_params JSON
            oauth_config JSON
            created_at DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL
            updated_at DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL
            CONSTRAINT pk_a2a_agent_auth PRIMARY KEY (id)
            CONSTRAINT uq_a2a_agent_auth_a2a_agent_id UNIQUE (a2a_agent_id)
            CONSTRAINT fk_a2a_agent_auth_a2a_agent_id FOREIGN KEY (a2a_agent_id) REFERENCES a2a_agents (id) ON DELETE CASCADE

        TABLE a2a_push_notification_configs
            id VARCHAR(36) NOT NULL
            a2a_agent_id VARCHAR(36) NOT NULL
            task_id VARCHAR(255) NOT NULL
            webhook_url VARCHAR(2048) NOT NULL
            auth_token TEXT
            events JSON
            enabled BOOLEAN DEFAULT 1 NOT NULL
            created_at DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL
            updated_at DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL
            CONSTRAINT pk_a2a_push_notification_configs PRIMARY KEY (id)
            CONSTRAINT uq_push_config_agent_task_url UNIQUE (a2a_agent_id, task_id, webhook_url)
            CONSTRAINT fk_a2a_push_notification_configs_a2a_agent_id FOREIGN KEY (a2a_agent_id) REFERENCES a2a_agents (id) ON DELETE CASCADE
            INDEX ix_a2a_push_notification_configs_a2a_agent_id (a2a_agent_id)
            INDEX ix_a2a_push_notification_configs_task_id (task_id)

        TABLE a2a_task_events
            id VARCHAR(36) NOT NULL
            a2a_agent_id VARCHAR(36)
            task_id VARCHAR(255) NOT NULL
            event_id VARCHAR(36) NOT NULL
            sequence BIGINT NOT NULL
            event_type VARCHAR(50) NOT NULL
            payload JSON
            created_at DATETIME NOT NULL
            CONSTRAINT pk_a2a_task_events PRIMARY KEY (id)
            CONSTRAINT fk_a2a_task_events_a2a_agent_id FOREIGN KEY (a2a_agent_id) REFERENCES a2a_agents (id) ON DELETE CASCADE
            INDEX ix_a2a_task_events_task_id (task_id)
            INDEX ix_a2a_task_events_task_seq (task_id, sequence)
            INDEX ix_a2a_task_events_agent_id (a2a_agent_id)

        TABLE a2a_tasks
            id VARCHAR(36) NOT NULL
            a2a_agent_id VARCHAR(36) NOT NULL
            task_id VARCHAR NOT NULL
            context_id VARCHAR
            state VARCHAR DEFAULT 'submitted' NOT NULL
            payload JSON
            latest_message JSON
            last_error TEXT
            created_at DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL
            updated_at DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL
            completed_at DATETIME
            CONSTRAINT pk_a2a_tasks PRIMARY KEY (id)
            CONSTRAINT uq_a2a_tasks_agent_task UNIQUE (a2a_agent_id, task_id)
            CONSTRAINT fk_a2a_tasks_a2a_agent_id FOREIGN KEY (a2a_agent_id) REFERENCES a2a_agents (id) ON DELETE CASCADE
            INDEX ix_a2a_tasks_a2a_agent_id (a2a_agent_id)
            INDEX ix_a2a_tasks_task_id (task_id)
            INDEX ix_a2a_tasks_state (state)
            INDEX ix_a2a_tasks_state_updated (state, updated_at)

        TABLE alembic_version
            version_num VARCHAR(32) NOT NULL
            CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)

        TABLE global_config
            id INTEGER NOT NULL
            passthrough_headers JSON
            CONSTRAINT pk_global_config PRIMARY KEY (id)

        TABLE llm_providers
            id VARCHAR(36) NOT NULL
            name VARCHAR(255) NOT NULL
            slug VARCHAR(255) NOT NULL
            description TEXT
            provider_type VARCHAR(50) NOT NULL
            api_key TEXT
            api_base VARCHAR(512)
            api_version VARCHAR(50)
            config JSON DEFAULT '{}' NOT NULL
            default_model VARCHAR(255)
            default_temperature FLOAT DEFAULT '0.7' NOT NULL
            default_max_tokens INTEGER
            enabled BOOLEAN DEFAULT '1' NOT NULL
            health_status VARCHAR(20) DEFAULT '''unknown''' NOT NULL
            last_health_check DATETIME
            plugin_ids JSON DEFAULT '[]' NOT NULL
            created_at DATETIME NOT NULL
            updated_at DATETIME NOT NULL
            created_by VARCHAR(255)
            modified_by VARCHAR(255)
            CONSTRAINT pk_llm_providers PRIMARY KEY (id)
            CONSTRAINT uq_llm_providers_name UNIQUE (name)
            CONSTRAINT uq_llm_providers_slug UNIQUE (slug)
            INDEX idx_llm_providers_enabled (enabled)
            INDEX idx_llm_providers_type (provider_type)
            INDEX idx_llm_providers_health (health_status)

        TABLE llm_models
            id VARCHAR(36) NOT NULL
            provider_id VARCHAR(36) NOT NULL
            model_id VARCHAR(255) NOT NULL
            model_name VARCHAR(255) NOT NULL
            model_alias VARCHAR(255)
            description TEXT
            supports_chat BOOLEAN DEFAULT '1' NOT NULL
            supports_streaming BOOLEAN DEFAULT '1' NOT NULL
            supports_function_calling BOOLEAN DEFAULT '0' NOT NULL
            supports_vision BOOLEAN DEFAULT '0' NOT NULL
            context_window INTEGER
            max_output_tokens INTEGER
            enabled BOOLEAN DEFAULT '1' NOT NULL
            deprecated BOOLEAN DEFAULT '0' NOT NULL
            created_at DATETIME NOT NULL
            updated_at DATETIME NOT NULL
            CONSTRAINT pk_llm_models PRIMARY KEY (id)
            CONSTRAINT uq_llm_models_provider_model UNIQUE (provider_id, model_id)
            CONSTRAINT fk_llm_models_provider_id FOREIGN KEY (provider_id) REFERENCES llm_providers (id) ON DELETE CASCADE
            INDEX idx_llm_models_provider (provider_id)
            INDEX idx_llm_models_enabled (enabled)
            INDEX idx_llm_models_deprecated (deprecated)

        TABLE mcp_app_sessions -- since 1.0.6
            id VARCHAR(36) NOT NULL
            mcp_session_id VARCHAR(255) NOT NULL
            user_email VARCHAR(255) NOT NULL
            server_id VARCHAR(36)
            resource_uri VARCHAR(767) NOT NULL
            token_teams JSON
            created_at DATETIME NOT NULL
            expires_at DATETIME NOT NULL
            CONSTRAINT pk_mcp_app_sessions PRIMARY KEY (id)
            CONSTRAINT fk_mcp_app_sessions_server_id FOREIGN KEY (server_id) REFERENCES servers (id) ON DELETE CASCADE
            INDEX idx_mcp_app_sessions_lookup (id, mcp_session_id, user_email)
            INDEX idx_mcp_app_sessions_expires_at (expires_at)

        TABLE mcp_sessions
            session_id VARCHAR NOT NULL
            created_at DATETIME NOT NULL
            last_accessed DATETIME NOT NULL
            data VARCHAR
            CONSTRAINT pk_mcp_sessions PRIMARY KEY (session_id)

        TABLE mcp_messages
            id INTEGER NOT NULL
            session_id VARCHAR NOT NULL
            message VARCHAR
            created_at DATETIME NOT NULL
            last_accessed DATETIME NOT NULL
            CONSTRAINT pk_mcp_messages PRIMARY KEY (id)
            CONSTRAINT fk_mcp_messages_session_id FOREIGN KEY (session_id) REFERENCES mcp_sessions (session_id)
            INDEX idx_mcp_messages_session_id (session_id)

        TABLE migration_metadata
            revision VARCHAR(64) NOT NULL
            key VARCHAR(128) NOT NULL
            value TEXT
            created_at DATETIME
            CONSTRAINT pk_migration_metadata PRIMARY KEY (revision, key)

        TABLE oauth_states
            id VARCHAR(36) NOT NULL
            gateway_id VARCHAR(36) NOT NULL
            state VARCHAR(500) NOT NULL
            expires_at DATETIME NOT NULL
            used BOOLEAN DEFAULT 0 NOT NULL
            created_at DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL
            code_verifier VARCHAR(128)
            app_user_email VARCHAR(255)
            redirect_uri VARCHAR(2048) -- since 1.0.9
            team_id VARCHAR(255) -- since 1.0.9
            CONSTRAINT pk_oauth_states PRIMARY KEY (id)
            CONSTRAINT uq_oauth_states_state UNIQUE (state)
            CONSTRAINT fk_oauth_states_gateway_id FOREIGN KEY (gateway_id) REFERENCES gateways (id) ON DELETE CASCADE
            INDEX idx_oauth_state_lookup (gateway_id, state)
            INDEX idx_oauth_states_gateway_id (gateway_id)

        TABLE oauth_tokens
            id VARCHAR(36) NOT NULL
            gateway_id VARCHAR(36) NOT NULL
            user_id VARCHAR(255) NOT NULL
            access_token TEXT NOT NULL
            refresh_token TEXT
            token_type VARCHAR(50)
            expires_at DATETIME
            scopes JSON
            created_at DATETIME DEFAULT (CURRENT_TIMESTAMP)
            updated_at DATETIME DEFAULT (CURRENT_TIMESTAMP)
            app_user_email VARCHAR(255) NOT NULL
            learned_aud JSON -- since 1.0.7
            learned_iss VARCHAR(500) -- since 1.0.7
            CONSTRAINT pk_oauth_tokens PRIMARY KEY (id)
            CONSTRAINT unique_gateway_user UNIQUE (gateway_id, user_id) -- until 1.0.6
            CONSTRAINT uq_oauth_gateway_user UNIQUE (gateway_id, app_user_email) -- since 1.0.7
            CONSTRAINT fk_oauth_app_user FOREIGN KEY (app_user_email) REFERENCES email_users (email) ON DELETE CASCADE
            CONSTRAINT fk_oauth_tokens_gateway_id FOREIGN KEY (gateway_id) REFERENCES gateways (id) ON DELETE CASCADE
            INDEX idx_oauth_tokens_expires (expires_at)
            UNIQUE INDEX idx_oauth_gateway_user (gateway_id, app_user_email) -- until 1.0.6
            INDEX idx_oauth_tokens_gateway_id (gateway_id)
            INDEX idx_oauth_tokens_app_user_email (app_user_email)
            INDEX idx_oauth_tokens_gateway_user_created (gateway_id, app_user_email, created_at)

        TABLE registered_oauth_clients
            id VARCHAR(36) NOT NULL
            gateway_id VARCHAR(36) NOT NULL
            issuer VARCHAR(500) NOT NULL
            client_id VARCHAR(500) NOT NULL
            client_secret_encrypted TEXT
            redirect_uris TEXT NOT NULL
            grant_types TEXT NOT NULL
            response_types TEXT
            scope VARCHAR(1000)
            token_endpoint_auth_method VARCHAR(50) DEFAULT 'client_secret_basic'
            registration_client_uri VARCHAR(500)
            registration_access_token_encrypted TEXT
            created_at DATETIME NOT NULL
            expires_at DATETIME
            is_active BOOLEAN DEFAULT 1
            CONSTRAINT pk_registered_oauth_clients PRIMARY KEY (id)
            CONSTRAINT fk_registered_oauth_clients_gateway_id FOREIGN KEY (gateway_id) REFERENCES gateways (id) ON DELETE CASCADE
            UNIQUE INDEX idx_gateway_issuer (gateway_id, issuer)
            INDEX idx_registered_oauth_clients_gateway_id (gateway_id)

        TABLE server_task_mappings
            id VARCHAR(36) NOT NULL
            server_id VARCHAR(36) NOT NULL
            server_task_id VARCHAR NOT NULL
            agent_id VARCHAR(36) NOT NULL
            agent_task_id VARCHAR NOT NULL
            status VARCHAR DEFAULT 'active' NOT NULL
            created_at DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL
            updated_at DATETIME DEFAULT CURRENT_TIMESTAMP NOT NULL
            CONSTRAINT pk_server_task_mappings PRIMARY KEY (id)
            CONSTRAINT uq_server_task_mappings_server_task UNIQUE (server_id, server_task_id)
            CONSTRAINT fk_server_task_mappings_agent_id FOREIGN KEY (agent_id) REFERENCES a2a_agents (id) ON DELETE CASCADE
            CONSTRAINT fk_server_task_mappings_server_id FOREIGN KEY (server_id) REFERENCES servers (id) ON DELETE CASCADE
            INDEX ix_server_task_mappings_server_id (server_id)
            INDEX ix_server_task_mappings_agent_id (agent_id)
        """
}
