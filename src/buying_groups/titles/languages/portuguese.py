"""
Portuguese words and phrases.
"""

from __future__ import annotations


__all__ = ["TABLE"]

TABLE = """
trainee 0.95 decides: estagiário, estágio, jovem aprendiz, estudante, bolsista
junior 0.75 decides + administration 0.55: ajudante geral
lead 0.85: chefe, encarregado, chefe de equipa, chefe de equipe, chefe de departamento
director 0.9: diretor, diretora
executive 0.95 + general_management 0.5: diretor geral, diretora geral, diretor presidente, diretor executivo, gerente
    geral, administrador de empresas
owner 0.9 + general_management 0.45: proprietária, sócio administrador, sócio diretor, sócio proprietário, empresária,
    dono
professional 0.65: coordenador, funcionário, assessor, atendente, colaborador
marketing 0.9: comunicação, publicidade, relações públicas
sales 0.9: vendas, contas, loja
business_development 0.85: desenvolvimento de negócios, novos negócios, estratégia comercial
human_resources 0.9: recrutamento, gestão de pessoas, departamento pessoal
customer_support 0.85: atendimento ao cliente, apoio ao cliente, suporte, suporte técnico
purchasing 0.9: aquisições, suprimentos
information_technology 0.8: tecnologia da informação, sistemas de informação, dados
project_management 0.6: projetos
administration 0.7: administração, escritório
finance 0.9: finanças, contabilidade geral, contabilista, financeiro, contas a pagar, tesouraria, controladoria
engineering 0.8: engenharia, obras civis
research 0.85: pesquisa, investigação científica
production 0.85: produção, manutenção
quality 0.88: qualidade, segurança do trabalho, meio ambiente
healthcare 0.9: saúde, enfermagem
education 0.88: educação, formação profissional, ensino
professional 0.65 + administration 0.75: secretária, assistente administrativo
professional 0.65 + legal 0.9: advogado, advogada
professional 0.65 + engineering 0.85: engenheiro, engenheira, arquiteto
professional 0.65 + information_technology 0.8: desenvolvedor, desenvolvedora, analista de sistemas
professional 0.65 + production 0.88: pedreiro, eletricista
professional 0.65 + logistics 0.88: motorista, estoquista
professional 0.65 + healthcare 0.92: enfermeiro, enfermeira
professional 0.65 + education 0.9: professora, educador de infância, instrutor
professional 0.65 + other 0.88: cozinheiro, garçom, jornalista, tradutor, policial, cabeleireiro, empregado de mesa
manager 0.75 + project_management 0.6: gestor de projetos
"""
