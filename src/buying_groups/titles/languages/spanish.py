"""
Spanish words and phrases.
"""

from __future__ import annotations


__all__ = ["TABLE"]

TABLE = """
trainee 0.95 decides: becario, practicante, aprendiz, prácticas, pasante
junior 0.75 decides + administration 0.55: asistente, auxiliar, ayudante, auxiliar administrativo
manager 0.75: encargado
lead 0.85: jefe, jefa, líder, jefe de equipo, capataz, subdirector, coordinador general
director 0.9: directora, directivo, dirección
executive 0.9 + general_management 0.4: presidenta, consejero, miembro del consejo, vocal del consejo
executive 0.95 + general_management 0.5: consejero delegado, consejera delegada, director general, directora general,
    gerente general, administrador único, director gerente
owner 0.9 + general_management 0.45: dueño, propietario, fundador, cofundador, co fundador, socio director, socio
    fundador, empresario, socio gerente
owner 0.5 yields + general_management 0.4: socio, autónomo
professional 0.65: especialista, analista, coordinador, empleado, ejecutivo, asesor, trabajador, operador, delegado
marketing 0.9: mercadotecnia, mercadeo, comunicación, publicidad, relaciones públicas, marca, eventos, comunicaciones
sales 0.9: ventas, comercial, grandes cuentas, fuerza de ventas
sales 0.65: cuentas, tienda, exportación
business_development 0.85: desarrollo de negocio, desarrollo de negocios, estrategia, alianzas
human_resources 0.9: recursos humanos, rrhh, rr hh, selección de personal, nóminas, talento humano
customer_support 0.85: atención al cliente, servicio al cliente, soporte, soporte técnico, postventa, teleoperador
purchasing 0.9: compras, aprovisionamiento, adquisiciones
consulting 0.7: consultoría
information_technology 0.8: sistemas, tecnología de la información, tecnologías de la información, redes, ti, datos,
    informática
project_management 0.6: proyecto, proyectos
administration 0.7: administración, oficina
finance 0.9: finanzas, contabilidad, financiero, tesorería, fiscal, seguros, control de gestión, auditoría,
    facturación
legal 0.9: jurídico, derecho, asesoría jurídica, cumplimiento
product_management 0.8: producto, productos
engineering 0.8: ingeniería, obra, obras, construcción
research 0.85: investigación, laboratorio, i d, investigación y desarrollo
production 0.85: producción, mantenimiento, fábrica, planta, taller
logistics 0.88: logística, almacén, transporte, tráfico, cadena de suministro
quality 0.88: calidad, prevención, medio ambiente, seguridad e higiene, prevención de riesgos
operations 0.7: operaciones, procesos
design 0.85: diseño
healthcare 0.9: salud, enfermería, sanitario, farmacia
education 0.88: educación, formación, enseñanza, docencia, escuela, universidad
other 0.8: hostelería, turismo, seguridad, limpieza, cocina
professional 0.65 + sales 0.9: vendedor, dependiente, dependienta, cajero, agente comercial, corredor, ejecutivo de
    ventas, ejecutivo de cuentas
professional 0.65 + purchasing 0.9: comprador
professional 0.65 + consulting 0.75: consultor
professional 0.65 + information_technology 0.8: programador, desarrollador, informático, administrador de sistemas
professional 0.65 + administration 0.8: administrativo, secretario, recepcionista, oficinista
professional 0.65 + finance 0.9: contable, contador, economista, auditor de cuentas, asesor fiscal, asesor financiero
professional 0.65 + legal 0.9: abogado, notario, procurador, juez, asesor jurídico
professional 0.65 + engineering 0.85: ingeniero, arquitecto, delineante, aparejador, topógrafo
professional 0.65 + engineering 0.65: técnico
professional 0.65 + research 0.88: investigador, científico, químico, biólogo, doctorando, físico
professional 0.65 + production 0.88: mecánico, electricista, soldador, carpintero, fontanero, albañil, operario,
    obrero, panadero, peón, pintor, tornero
professional 0.65 + logistics 0.88: camionero, chófer, mozo de almacén, almacenero, repartidor, transportista,
    cartero, carretillero
professional 0.65 + design 0.85: diseñador, diseñador gráfico
professional 0.65 + healthcare 0.92: enfermero, médico, farmacéutico, fisioterapeuta, psicólogo, dentista,
    veterinario, auxiliar de enfermería, terapeuta, odontólogo
professional 0.65 + education 0.9: profesor, maestro, docente, educador, formador, entrenador
professional 0.65 + other 0.88: camarero, cocinero, periodista, redactor, traductor, fotógrafo, policía, bombero,
    agricultor, jardinero, peluquero, músico, limpiador, militar, trabajador social, guía turístico, azafata,
    vigilante, escritor, bibliotecario, actriz
professional 0.65 + sales 0.88: técnico comercial
lead 0.85 + engineering 0.8: jefe de obra
manager 0.75 + product_management 0.8: jefe de producto, jefa de producto
lead 0.8 + project_management 0.6: jefe de proyecto, jefa de proyecto, jefe de proyectos
lead 0.85 + sales 0.9: jefe de ventas, jefa de ventas
professional 0.6 + research 0.7: -ólogo
trainee 0.95 decides + education 0.4: estudiante
professional 0.65 + sales 0.6: representante
"""
